#pragma once

#include "http/guard.h"
#include "http/site.h"
#include "http/visit.h"

namespace comity::http {

/// The problem of what needs a session.
[[nodiscard]] Problem not_signed_in();

/// The problem of guessing too much: to be tried again in so many seconds.
[[nodiscard]] Problem slowed_down(std::int64_t wait);

/// Where a page leads after a post; programs get the address in JSON.
[[nodiscard]] Response onward(const Visit& visit, const std::string& address);

/// What people post: signing in and out, bringing in, publishing and withdrawing. Thread-safe.
class Forms {
 public:
  Forms(Site& site, const FormTokens& tokens, const base::Clock& clock, Transport transport,
        int sign_in_attempts);

  /// Spends the owner's one-time link (field `token`), or takes `name`, `password` and `code`; 303
  /// to the first page with the session's cookie.
  [[nodiscard]] Outcome sign_in(const Visit& visit) const;
  /// Takes up an account by a one-time link (fields `token`, `name`, `password`); 303 to it, with
  /// the session's cookie.
  [[nodiscard]] Outcome accept(const Visit& visit) const;
  [[nodiscard]] Outcome sign_out(const Visit& visit) const;
  /// 303 to what was decided on, or to the field `return` where it is an address of such a page.
  /// Without a state that the person saw (form field `etag`, or If-Match: of the document, or of
  /// the recommendation that is corrected) 428; with another than today's 409 or 412.
  [[nodiscard]] Outcome change(const Visit& visit, Act act) const;
  /// Makes a token (fields `name`, `scope`, `days`, `csrf`); the site's answer, with the secret.
  [[nodiscard]] std::variant<base::Json, Problem> make_token(const Visit& visit) const;
  /// Ends a token; 303 to the account.
  [[nodiscard]] Outcome revoke_token(const Visit& visit) const;
  /// What became of the files of a form with files (fields `files`, `publish`, `dry_run`, `csrf`).
  [[nodiscard]] std::variant<base::Json, Problem> import(const Visit& visit) const;

  /// What the submission of a form asks for (fields `submission`, a file, or `text`; `review`,
  /// `csrf`).
  [[nodiscard]] std::variant<base::Json, Problem> asked(const Visit& visit) const;

  /// Whether another site's page made the browser post this; nothing where it did not.
  [[nodiscard]] std::optional<Problem> foreign(const Visit& visit) const;
  /// The same of somebody who tries a secret, counted against their network until it was right.
  [[nodiscard]] std::optional<Problem> refusal_of_attempt(const Visit& visit) const;
  void attempt_was_right(const Visit& visit) const;

  /// The fields of a form that this person posted from our own page.
  [[nodiscard]] std::variant<std::vector<Parameter>, Problem> own_fields_of(
      const Visit& visit) const;
  /// Why a request with a body that is no form (its token in `Form-Token`) is not this person's
  /// own, or nothing.
  [[nodiscard]] std::optional<Problem> refusal_of_bytes(const Visit& visit) const;

 private:
  [[nodiscard]] std::variant<std::vector<Parameter>, Problem> attempt(const Visit& visit) const;
  [[nodiscard]] Response begun(const Visit& visit, const SignedIn& signed_in,
                               const std::string& next) const;
  [[nodiscard]] std::variant<std::vector<Parameter>, Problem> fields_of(const Visit& visit) const;
  [[nodiscard]] std::optional<Problem> refusal_of(const Visit& visit, std::string_view token) const;
  [[nodiscard]] std::variant<std::string, Problem> seen_state(const Visit& visit,
                                                              const std::vector<Parameter>& fields,
                                                              const Change& change) const;

  Site& site_;
  const FormTokens& tokens_;
  const Transport transport_;
  mutable Throttle throttle_;
};

}  // namespace comity::http
