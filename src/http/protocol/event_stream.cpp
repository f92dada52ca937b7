#include "http/protocol/event_stream.h"

#include "base/text.h"

namespace comity::http {
namespace {

constexpr std::string_view kRetry = "retry: 2000\n\n";
constexpr std::string_view kWord = ":\n\n";

bool is_over(const base::Json& job) {
  const auto* object = job.if_object();
  const auto state = object == nullptr ? std::string_view() : base::text_at(*object, "state");
  return state == "done" || state == "discarded";
}

}  // namespace

std::string event_text(std::string_view id, std::string_view name, std::string_view data) {
  std::string text = "id: " + std::string(id) + "\nevent: " + std::string(name) + "\n";
  for (auto line : base::split(data, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    text += "data: " + std::string(line) + "\n";
  }
  return text + "\n";
}

EventStream::EventStream(std::unique_ptr<JobEvents> events, Draw draw, Times times)
    : events_(std::move(events)),
      draw_(std::move(draw)),
      times_(times),
      end_(Clock::now() + times.whole),
      spoke_(Clock::now()) {}

std::chrono::milliseconds EventStream::pause() {
  const auto now = Clock::now();
  const bool due = !begun_ || ended_ || now >= end_ || now - spoke_ >= times_.word;
  return due || events_->ready() ? std::chrono::milliseconds(0) : times_.look;
}

base::Result<std::string> EventStream::next() {
  if (ended_ || Clock::now() >= end_) return std::string();
  spoke_ = Clock::now();
  std::string text;
  if (!begun_) text = kRetry;
  begun_ = true;
  if (events_->ready()) {
    for (const JobEvent& event : events_->next()) {
      const bool of_job = event.of == JobEvent::Of::job;
      text += event_text(event.id, of_job ? "job" : "file", draw_(event));
      if (of_job) ended_ = is_over(event.body);
    }
  }
  return text.empty() ? std::string(kWord) : text;
}

}  // namespace comity::http
