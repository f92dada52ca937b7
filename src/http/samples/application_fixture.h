#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "http/application.h"
#include "http/pages/pages.h"
#include "http/router.h"
#include "http/samples/sample_site_fixture.h"

// An application over the sample site, asked without a network.
namespace comity::http {

class ApplicationTest : public testing::Test {
 protected:
  /// Those of the program: for all tests once, since they take longer to compile than most tests.
  static const Pages& pages() {
    static const base::Result<Pages> loaded = Pages::load();
    EXPECT_TRUE(loaded) << loaded.error().message << " " << loaded.error().place;
    return *loaded;
  }

  void SetUp() override {
    auto made = Application::make(site_, pages(), log_, metrics_, clock_);
    ASSERT_TRUE(made) << made.error().message << " " << made.error().place;
    application_ = *std::move(made);
  }

  static Request request(Method method, std::string target, std::vector<Header> headers = {}) {
    Request request;
    request.method = method;
    request.target = std::move(target);
    request.headers = std::move(headers);
    request.network = "192.0.2.0/24";
    return request;
  }
  Response get(std::string target, std::vector<Header> headers = {}) {
    return application_->handle(request(Method::get, std::move(target), std::move(headers)));
  }
  Response page(std::string target, std::vector<Header> headers = {}) {
    headers.push_back({"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"});
    return get(std::move(target), std::move(headers));
  }
  Response post(std::string target, std::string body, std::vector<Header> headers = {}) {
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    headers.push_back({"Accept", "text/html"});
    Request posted = request(Method::post, std::move(target), std::move(headers));
    posted.body = std::move(body);
    return application_->handle(posted);
  }
  /// A form of one good and one empty file, whole with "--xYz--" at its end.
  static std::string form_with(const std::string& token, const std::string& content) {
    const auto part = [](const std::string& disposition, const std::string& value) {
      return "--xYz\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value +
             "\r\n";
    };
    return part("name=\"csrf\"", token) + part("name=\"publish\"", "yes") +
           part("name=\"files\"; filename=\"good <1>.md\"", content) +
           part("name=\"files\"; filename=\"empty.pdf\"", "") + "--xYz--\r\n";
  }
  Response import_form(std::string body, std::vector<Header> headers = {},
                       std::string accept = "text/html") {
    headers.push_back({"Content-Type", "multipart/form-data; boundary=xYz"});
    headers.push_back({"Accept", std::move(accept)});
    Request posted = request(Method::post, "/import", std::move(headers));
    posted.body = std::move(body);
    return application_->handle(posted);
  }
  static Header owner() { return {"Cookie", "session=" + std::string(SampleSite::kSession)}; }
  std::string form_token() {
    const std::string html(page("/documents/A/HRC/21/11", {owner()}).text());
    const std::size_t name = html.find("name=\"csrf\" value=\"");
    if (name == std::string::npos) return {};
    const std::size_t begin = name + std::string_view("name=\"csrf\" value=\"").size();
    return html.substr(begin, html.find('"', begin) - begin);
  }
  static base::JsonObject json(const Response& response) {
    auto value = base::parse_json(response.text());
    return value && value->is_object() ? value->as_object() : base::JsonObject{};
  }

  SampleSite site_;
  std::string lines_;
  base::ManualClock clock_{base::Time{1'700'000'000'000'000}};
  base::Log log_{clock_, [this](std::string_view line) { lines_ += line; }};
  base::Metrics metrics_;
  std::unique_ptr<Application> application_;
};

/// One address for each route of the table.
inline std::string address_for(const Route& route) {
  std::string address;
  for (const auto part : base::split(route.pattern.substr(1), '/')) {
    if (part == "{work+}")
      address += "/A/HRC/21/11";
    else if (part == "{state}")
      address += "/BRA";
    else if (part == "{body}")
      address += "/HRC";
    else if (part == "{session}")
      address += "/21";
    else if (part == "{cycle}")
      address += "/2";
    else if (part == "{number}")
      address += "/92.6";
    else if (part == "{page}.png")
      address += "/1.png";
    else if (part == "{job}")
      address += "/" + std::string(SampleJobs::kJob);
    else if (part == "{file}")
      address += "/0";
    else if (part == "{call}")
      address += "/" + std::string(SampleConsultations::kSampleCall);
    else if (part == "{reply}")
      address += "/0000000000009";
    else if (part == "{attachment}")
      address += "/1";
    else if (part == "{upload}")
      address += "/" + std::string(SampleUploads::kUpload);
    else if (part == "{row}")
      address += "/2";
    else if (part == "{token}")
      address += "/0123456789ABC";
    else if (part == "{person}")
      address += "/" + std::string(SamplePeople::kPerson);
    else if (part == "{session}")
      address += "/0000000000001";
    else if (part == "{name}")
      address += "/none.css";
    else
      address += "/" + std::string(part);
  }
  return address;
}

}  // namespace comity::http
