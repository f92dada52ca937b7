#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/protocol/message.h"

// The one table of addresses; tests walk it.
namespace comity::http {

enum class RouteId : std::uint8_t {
  home,
  documents,
  page_image,
  original,
  publish,
  withdraw,
  choose_copy,
  document,
  compare,
  mandates,
  plots,
  lineage,
  citations,
  citation_graph,
  sessions,
  session,
  reviews,
  review,
  states,
  state,
  recommendation,
  sources,
  source,
  source_rows,
  source_refused,
  source_record,
  columns,
  map_columns,
  pledges_csv,
  pledges_ndjson,
  asked_page,
  asked,
  source_rows_file,
  settle_row,
  corrections,
  correct,
  decide,
  tag,
  completions,
  saved_searches,
  save_search,
  rename_search,
  delete_search,
  see_search,
  tag_found_form,
  tag_found,
  search,
  similar,
  journal,
  import_page,
  import,
  import_job_new,
  import_job,
  import_files,
  import_file,
  import_part,
  import_run,
  import_stop,
  import_discard,
  people,
  invite,
  person,
  person_link,
  person_role,
  person_close,
  person_session,
  invitation_page,
  accept,
  account,
  set_password,
  begin_factor,
  confirm_factor,
  end_factor,
  own_session,
  make_token,
  revoke_token,
  consultations,
  call_new,
  call_create,
  receipt_page,
  receipt_see,
  receipt_correct,
  receipt_withdraw,
  call,
  call_write,
  call_edit,
  call_step,
  readers,
  name_readers,
  recover,
  reply_form,
  receive,
  letter,
  replies,
  reply,
  reply_file,
  uploads,
  upload_new,
  upload,
  upload_part,
  upload_discard,
  passages,
  passage_mark,
  passage_unmark,
  coding_finish,
  code_write,
  proposals,
  proposal_accept,
  proposal_dismiss,
  presence,
  be_present,
  synthesis,
  line_write,
  line_remove,
  passage_set_aside,
  report_publish,
  report,
  help,
  about,
  sign_in_page,
  sign_in,
  sign_out,
  health,
  metrics,
  openapi,
  asset,
  standalone,
};

/// What a route needs of its actor before the site is asked; the site decides on the subject.
enum class Right : std::uint8_t {
  none,       ///< the same for everyone
  read,       ///< anyone; the answer holds what the actor may read
  signed_in,  ///< a session
};

/// The shapes an answer comes in. `akn` is a document as Akoma Ntoso, `docx` one for word
/// processors, `xlsx` a workbook, `ics` a calendar; `fragment` is the part of the
/// search page that changes while one types, or what changes of an import; `events` tells of it as
/// it happens (text/event-stream); `bytes` are files.
enum class Face : std::uint8_t {
  html,
  json,
  csv,
  ndjson,
  xlsx,
  akn,
  docx,
  ics,
  atom,
  fragment,
  events,
  bytes,
};

/// Those that an extension asks for: "/search.csv".
inline constexpr Face kNamedFaces[] = {Face::html, Face::json,     Face::csv,   Face::ndjson,
                                       Face::xlsx, Face::akn,      Face::docx,  Face::ics,
                                       Face::atom, Face::fragment, Face::events};

[[nodiscard]] std::string_view name_of(Face face);
[[nodiscard]] std::string_view media_type_of(Face face);

/// `pattern` holds literal segments, {name} for one segment, {name+} for one or more, and a literal
/// suffix after a name ("{page}.png").
struct Route {
  RouteId id;
  std::string_view name;  ///< in logs and metrics
  Method method;
  std::string_view pattern;
  Right right;
  std::span<const Face> faces;  ///< the first is the one given where the request has no wish
};

[[nodiscard]] std::span<const Route> routes();

/// A route with the values of its pattern's names and the face an extension asks for.
struct Match {
  const Route* route = nullptr;
  std::vector<Parameter> values;
  std::optional<Face> face;
  [[nodiscard]] std::string_view value(std::string_view name) const;
};

/// `match` where the path is known and takes the method (HEAD as GET); `allowed` are the methods
/// that the path takes, none where it is unknown; `offered` is set where the path is known but not
/// with this extension.
struct Routing {
  std::optional<Match> match;
  std::vector<Method> allowed;
  std::span<const Face> offered;
};

[[nodiscard]] Routing find_route(Method method, const std::vector<std::string>& segments);

/// "GET, HEAD, OPTIONS" for an Allow header.
[[nodiscard]] std::string allow_text(const std::vector<Method>& allowed);

}  // namespace comity::http
