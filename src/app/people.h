#pragma once

#include "http/people.h"
#include "service/installation.h"

namespace comity::app {

/// People and how they sign in, of `service`, behind the addresses of `http`.
class ServicePeople final : public http::People {
 public:
  explicit ServicePeople(service::Installation& installation) : installation_(installation) {}

  base::Result<http::Tried<http::SignedIn>> sign_in(const http::SignInWish& wish) override;
  base::Result<base::Json> invitation(std::string_view token) override;
  base::Result<http::SignedIn> accept(const http::AcceptWish& wish) override;
  base::Result<base::Json> account(const http::Actor& actor) override;
  base::Result<http::Tried<base::Json>> change_password(const http::PasswordWish& wish,
                                                        const http::Actor& actor) override;
  base::Result<http::Tried<base::Json>> begin_factor(std::string_view password,
                                                     std::string_view network,
                                                     const http::Actor& actor) override;
  base::Result<http::Tried<base::Json>> confirm_factor(std::string_view code,
                                                       std::string_view network,
                                                       const http::Actor& actor) override;
  base::Result<http::Tried<base::Json>> end_factor(std::string_view password,
                                                   std::string_view network,
                                                   const http::Actor& actor) override;
  base::Status end_own_session(std::string_view session, const http::Actor& actor) override;
  base::Result<base::Json> people(const http::Actor& actor) override;
  base::Result<base::Json> person(std::string_view id, const http::Actor& actor) override;
  base::Result<base::Json> invite(const http::InviteWish& wish, const http::Actor& actor) override;
  base::Result<base::Json> give_link(std::string_view id, const http::Actor& actor) override;
  base::Status change_role(std::string_view id, const http::RoleWish& wish,
                           const http::Actor& actor) override;
  base::Status close_account(std::string_view id, const http::Actor& actor) override;
  base::Status end_session(std::string_view id, std::string_view session,
                           const http::Actor& actor) override;

 private:
  [[nodiscard]] service::Actor who(const http::Actor& actor) const;
  service::Installation& installation_;
};

}  // namespace comity::app
