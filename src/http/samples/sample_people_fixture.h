#pragma once

#include <string>
#include <vector>

#include "http/people.h"

// One invited person, and what was asked of them, for tests.
namespace comity::http {

class SamplePeople final : public People {
 public:
  static constexpr std::string_view kPerson = "0123456789ABC";
  static constexpr std::string_view kPassword = "right";
  static constexpr std::string_view kInvitationLink = "invited";

  base::Result<Tried<SignedIn>> sign_in(const SignInWish& wish) override {
    signed_in_as = wish.name;
    asked_from = wish.network;
    if (wait > 0) return Tried<SignedIn>{std::nullopt, wait};
    if (wish.password != kPassword) {
      return base::fail(base::ErrorKind::unauthenticated, "name, password or code is wrong");
    }
    return Tried<SignedIn>{SignedIn{"session-of-the-owner", 3600}, 0};
  }
  base::Result<base::Json> invitation(std::string_view token) override {
    if (token != kInvitationLink) {
      return base::fail(base::ErrorKind::unauthenticated, "this link has been used or has ended");
    }
    return base::Json(base::JsonObject{{"name", "Ana <em>"}, {"renewed", false}});
  }
  base::Result<SignedIn> accept(const AcceptWish& wish) override {
    COMITY_CHECK(invitation(wish.token));
    accepted = wish.name;
    return SignedIn{"session-of-the-owner", 3600};
  }
  base::Result<base::Json> account(const Actor& actor) override {
    if (actor.by_token()) return base::fail(base::ErrorKind::forbidden, "not for tokens");
    return base::Json(base::JsonObject{
        {"name", actor.name},
        {"saved", base::JsonArray{base::JsonObject{
                      {"id", "0123456789ABC"}, {"name", "Rivers <&>"}, {"address", "/search"}}}},
        {"password", true},
        {"second_factor", false},
        {"recovery_codes", 0},
        {"key", base::JsonObject{{"state", "held"},
                                 {"fingerprint", "0123 4567 89ab cdef 0123"},
                                 {"made", "2026-01-02"}}},
        {"roles", base::JsonArray{base::JsonObject{{"space", "*"}, {"role", "administrator"}}}},
        {"sessions", sessions()},
        {"may", base::JsonObject{{"tokens", true}, {"people", true}}}});
  }
  base::Result<Tried<base::Json>> change_password(const PasswordWish& wish, const Actor&) override {
    return tried(wish.old_password, nullptr);
  }
  base::Result<Tried<base::Json>> begin_factor(std::string_view password, std::string_view,
                                               const Actor&) override {
    return tried(password, base::JsonObject{{"secret", "MZXW6"}, {"otpauth", "otpauth://totp/x"}});
  }
  base::Result<Tried<base::Json>> confirm_factor(std::string_view code, std::string_view,
                                                 const Actor&) override {
    return tried(code, base::JsonObject{{"recovery_codes", base::JsonArray{"AAAA-BBBB"}}});
  }
  base::Result<Tried<base::Json>> end_factor(std::string_view password, std::string_view,
                                             const Actor&) override {
    return tried(password, nullptr);
  }
  base::Status end_own_session(std::string_view session, const Actor&) override {
    decided.push_back("own session " + std::string(session));
    return {};
  }
  base::Result<base::Json> people(const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    return base::Json(base::JsonObject{
        {"people", base::JsonArray{one()}},
        {"spaces", base::JsonArray{base::JsonObject{{"space", "home"}, {"title", "Home"}}}},
        {"roles", base::JsonArray{"contributor", "reader", "editor", "administrator"}}});
  }
  base::Result<base::Json> person(std::string_view id, const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    if (id != kPerson) return base::fail(base::ErrorKind::not_found, "there is no such person");
    auto body = one();
    body["sessions"] = sessions();
    body["spaces"] = base::JsonArray{base::JsonObject{{"space", "home"}, {"title", "Home"}}};
    return base::Json(std::move(body));
  }
  base::Result<base::Json> invite(const InviteWish& wish, const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    decided.push_back("invite " + wish.name + " as " + wish.role);
    return link();
  }
  base::Result<base::Json> give_link(std::string_view id, const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    decided.push_back("link " + std::string(id));
    return link();
  }
  base::Status change_role(std::string_view id, const RoleWish& wish, const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    decided.push_back("role " + std::string(id) + " " + wish.was + " to " + wish.role);
    return {};
  }
  base::Status close_account(std::string_view id, const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    decided.push_back("close " + std::string(id));
    return {};
  }
  base::Status end_session(std::string_view id, std::string_view session,
                           const Actor& actor) override {
    COMITY_CHECK(allowed(actor));
    decided.push_back("session " + std::string(id) + " " + std::string(session));
    return {};
  }

  std::int64_t wait = 0;
  std::string signed_in_as;
  std::string asked_from;
  std::string accepted;
  std::vector<std::string> decided;

 private:
  static base::Status allowed(const Actor& actor) {
    if (!actor.by_token()) return {};
    return base::fail(base::ErrorKind::forbidden, "this token is not for that");
  }
  [[nodiscard]] base::Result<Tried<base::Json>> tried(std::string_view secret,
                                                      base::Json answer) const {
    if (wait > 0) return Tried<base::Json>{std::nullopt, wait};
    if (secret != kPassword) return base::fail(base::ErrorKind::forbidden, "wrong", "password");
    return Tried<base::Json>{std::move(answer), 0};
  }
  static base::JsonArray sessions() {
    return {base::JsonObject{{"id", "0000000000001"},
                             {"began", "2026-01-01T00:00:00Z"},
                             {"ends", "2026-01-01T12:00:00Z"},
                             {"how", "password"},
                             {"current", true}}};
  }
  static base::JsonObject one() {
    return {{"id", kPerson},
            {"name", "Ana <em>"},
            {"owner", false},
            {"state", "invited"},
            {"link_until", "2026-01-04T00:00:00Z"},
            {"second_factor", false},
            {"roles", base::JsonArray{base::JsonObject{{"space", "home"}, {"role", "editor"}}}},
            {"session_count", 1},
            {"managed", true},
            {"address", "/people/0123456789ABC"}};
  }
  static base::Json link() {
    auto body = one();
    body["sessions"] = base::JsonArray{};
    body["spaces"] = base::JsonArray{};
    return base::JsonObject{{"link", "/invitation?token=new"},
                            {"until", "2026-01-04T00:00:00Z"},
                            {"person", std::move(body)}};
  }
};

}  // namespace comity::http
