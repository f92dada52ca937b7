#include "http/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <latch>
#include <thread>

#include "http/samples/sample_site_fixture.h"
#include "http/server_parts.h"

namespace comity::http {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// A connection as a browser, or someone slower, would make it.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// All that comes until the other side ends.
  [[nodiscard]] std::string rest() const {
    std::string all;
    std::array<char, 4096> piece{};
    while (true) {
      const auto read = ::recv(socket_, piece.data(), piece.size(), 0);
      if (read <= 0) return all;
      all.append(piece.data(), static_cast<std::size_t>(read));
    }
  }
  /// What comes up to and with `end`.
  [[nodiscard]] std::string until(std::string_view end) const {
    std::string all;
    char c = 0;
    while (!all.ends_with(end) && ::recv(socket_, &c, 1, 0) == 1) all += c;
    return all;
  }

 private:
  int socket_;
  bool connected_ = false;
};

Response text(std::string body) {
  Response response;
  response.set("Content-Type", "text/plain");
  response.body = std::move(body);
  return response;
}

Handlers echo() {
  Handlers handlers;
  handlers.handle = [](const Request& request) {
    return text(request.target + " " + request.body + " " + request.network);
  };
  handlers.refuse = [](int status, const Request&) {
    Response response = text("refused");
    response.status = status;
    return response;
  };
  return handlers;
}

std::unique_ptr<Server> started(Handlers handlers, ServerOptions options = {}) {
  auto server = Server::start(std::move(options), std::move(handlers));
  EXPECT_TRUE(server) << server.error().message;
  return *std::move(server);
}

TEST(Server, AnswersSeveralRequestsOnOneConnection) {
  const auto server = started(echo());
  const Client client(server->port());
  client.send(
      "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\n"
      "Content-Length: 2\r\n\r\nhi");
  const std::string first = client.until("/a  127.0.0.0/24");
  EXPECT_THAT(first, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(first, HasSubstr("Content-Length: 16\r\n"));
  EXPECT_THAT(client.until("/b hi 127.0.0.0/24"), HasSubstr("200 OK"));
}

TEST(Server, HeadHasTheLengthAndNoBody) {
  const auto server = started(echo());
  const Client client(server->port());
  client.send("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = client.rest();
  EXPECT_THAT(all, HasSubstr("Content-Length: 16\r\n"));
  EXPECT_THAT(all, EndsWith("\r\n\r\n"));
}

TEST(Server, RefusesWhatIsNoRequestOrTooLarge) {
  ServerOptions options;
  options.header_bytes = 2048;
  options.body_bytes = 1000;
  const auto server = started(echo(), options);
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"nonsense\r\n\r\n", "400"},
      {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(4000, 'a') + "\r\n\r\n", "431"},
      {"GET /" + std::string(4000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", "414"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + std::string(5000, 'a'),
       "413"}};
  for (const auto& [bytes, status] : cases) {
    SCOPED_TRACE(bytes.substr(0, 40));
    const Client client(server->port());
    client.send(bytes);
    const std::string all = client.rest();
    EXPECT_THAT(all, StartsWith("HTTP/1.1 " + status + " "));
    EXPECT_THAT(all, HasSubstr("Connection: close\r\n"));
  }
}

TEST(Server, TakesALongerBodyOnlyWhereTheApplicationAllowsIt) {
  ServerOptions options;
  options.body_bytes = 1000;
  Handlers handlers;
  handlers.handle = [](const Request& request) {
    return text(std::to_string(request.body.size()) + " bytes");
  };
  handlers.refuse = [](int status, const Request&) {
    Response refused = text("refused");
    refused.status = status;
    return refused;
  };
  handlers.body_bytes = [](const Request& head) {
    EXPECT_THAT(head.body, IsEmpty());
    return head.target == "/import" ? std::size_t{5000} : std::size_t{0};
  };
  const auto server = started(std::move(handlers), options);
  const auto sent = [&](const std::string& target, std::size_t size) {
    const Client client(server->port());
    client.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                std::to_string(size) + "\r\n\r\n" + std::string(size, 'a'));
    return client.rest();
  };
  EXPECT_THAT(sent("/import", 5000), EndsWith("5000 bytes"));
  EXPECT_THAT(sent("/import", 5001), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(sent("/other", 1000), EndsWith("1000 bytes"));
  EXPECT_THAT(sent("/other", 1001), StartsWith("HTTP/1.1 413 "));
  const Client chunked(server->port());
  chunked.send("POST /other HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5dc\r\n" +
               std::string(1500, 'a') + "\r\n0\r\n\r\n");
  EXPECT_THAT(chunked.rest(), StartsWith("HTTP/1.1 413 "));
}

TEST(Server, DoesNotWaitForSlowSendersForEver) {
  ServerOptions options;
  options.header_time = 200ms;
  options.body_time = 200ms;
  options.idle_time = 200ms;
  const auto server = started(echo(), options);
  const Client slow_head(server->port());
  slow_head.send("GET / HTTP/1.1\r\nHost");
  EXPECT_THAT(slow_head.rest(), StartsWith("HTTP/1.1 408 "));
  const Client slow_body(server->port());
  slow_body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab");
  EXPECT_THAT(slow_body.rest(), StartsWith("HTTP/1.1 408 "));
  const Client silent(server->port());
  EXPECT_THAT(silent.rest(), IsEmpty());
}

TEST(Server, SlowSendersDoNotKeepOthersWaiting) {
  ServerOptions options;
  options.workers = 1;
  const auto server = started(echo(), options);
  std::vector<std::unique_ptr<Client>> slow;
  for (int index = 0; index < 50; ++index) {
    slow.push_back(std::make_unique<Client>(server->port()));
    slow.back()->send("GET / HTTP/1.1\r\nX");
  }
  const Client quick(server->port());
  quick.send("GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(quick.rest(), HasSubstr("/quick"));
}

TEST(Server, ACrowdIsTurnedAwayWithAnAnswer) {
  ServerOptions options;
  options.connections = 2;
  std::latch entered(2);
  std::promise<void> go;
  const auto gate = go.get_future().share();
  Handlers handlers = echo();
  handlers.handle = [&](const Request&) {
    entered.count_down();
    gate.wait();
    return text("done");
  };
  const auto server = started(std::move(handlers), options);
  const Client first(server->port());
  const Client second(server->port());
  first.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  second.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  entered.wait();
  const Client third(server->port());
  EXPECT_THAT(third.rest(), StartsWith("HTTP/1.1 503 "));
  go.set_value();
  EXPECT_THAT(first.rest(), HasSubstr("done"));
  EXPECT_THAT(second.rest(), HasSubstr("done"));
}

TEST(Server, IdleConnectionsMakeRoom) {
  ServerOptions options;
  options.connections = 1;
  const auto server = started(echo(), options);
  const Client idle(server->port());
  idle.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(idle.until("/24"), HasSubstr("200 OK"));
  const Client next(server->port());
  next.send("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(next.rest(), HasSubstr("/b"));
}

/// Both ends of every connection are this process's.
bool allow_descriptors(rlim_t count) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < count) return false;
  limit.rlim_cur = std::max(limit.rlim_cur, count);
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

TEST(Server, ThousandsOfRequestsThatNeverEndKeepNobodyOut) {
  constexpr std::size_t kRoom = 500;
  constexpr std::size_t kHanging = 3000;
  ASSERT_TRUE(allow_descriptors(kRoom + kHanging + 500)) << "ulimit -n is too low for this test";
  ServerOptions options;
  options.connections = kRoom;
  options.workers = 1;
  options.header_time = options.body_time = options.idle_time = std::chrono::hours(1);
  const auto server = started(echo(), options);
  const auto answered = [&](const Client& client, const std::string& path) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return client.until("/24").ends_with(path + "  127.0.0.0/24");
  };
  std::vector<std::unique_ptr<Client>> hanging;
  for (std::size_t i = 0; i < kHanging; ++i) {
    hanging.push_back(std::make_unique<Client>(server->port()));
    hanging.back()->send(i % 2 == 0 ? "GET /slow HTTP/1.1\r\nHost"
                                    : "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na");
    if (i % 100 != 0) continue;
    const Client quick(server->port());
    EXPECT_TRUE(answered(quick, "/quick" + std::to_string(i)));
  }
  const Client kept(server->port());
  for (int request = 0; request < 100; ++request) {
    EXPECT_TRUE(answered(kept, "/kept" + std::to_string(request)));
  }
  EXPECT_THAT(hanging.front()->rest(), IsEmpty()) << "the longest on its way made room";
  hanging.back()->send("bcdefghi");
  EXPECT_THAT(hanging.back()->until("/24"), HasSubstr("/ abcdefghi")) << "the last still may end";
}

TEST(Server, StoppingLetsRunningRequestsFinish) {
  std::latch entered(1);
  Handlers handlers = echo();
  handlers.handle = [&](const Request&) {
    entered.count_down();
    std::this_thread::sleep_for(200ms);
    return text(std::string(300'000, 'x') + "end");
  };
  const auto server = started(std::move(handlers));
  const Client running(server->port());
  const Client idle(server->port());
  running.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  entered.wait();
  auto answer = std::async(std::launch::async, [&] { return running.rest(); });
  server->stop();
  const std::string all = answer.get();
  EXPECT_THAT(all, HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(all.ends_with("end"));
  EXPECT_THAT(idle.rest(), IsEmpty());
  EXPECT_FALSE(Client(server->port()).connected());
}

TEST(Server, AStreamComesInChunksAndEnds) {
  Handlers handlers = echo();
  handlers.handle = [](const Request&) {
    Response response;
    response.body = std::make_unique<SampleStream>(false);
    return response;
  };
  const auto server = started(std::move(handlers));
  const Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = client.rest();
  EXPECT_THAT(all, HasSubstr("Transfer-Encoding: chunked\r\n"));
  EXPECT_THAT(all, HasSubstr("11\r\nA/HRC/21/11,92.6\n\r\n"));
  EXPECT_THAT(all, EndsWith("0\r\nComity-Count: 3\r\nComity-SHA256: ab12\r\n\r\n"));
  const Client old(server->port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  const std::string plain = old.rest();
  EXPECT_THAT(plain, Not(HasSubstr("chunked")));
  EXPECT_THAT(plain, EndsWith("92.6\nA/HRC/21/11,92.6\n"));
}

/// Tells something once, then has nothing for long.
class WaitingStream final : public ByteStream {
 public:
  base::Result<std::string> next() override {
    told_ = true;
    return std::string("told\n");
  }
  std::chrono::milliseconds pause() override { return told_ ? 20ms : 0ms; }

 private:
  bool told_ = false;
};

TEST(Server, AHundredStreamsThatWaitKeepNobodyWaiting) {
  ServerOptions options;
  options.workers = 2;
  Handlers handlers = echo();
  handlers.handle = [](const Request& request) {
    if (request.target == "/quick") return text("quick");
    Response response;
    response.body = std::make_unique<WaitingStream>();
    return response;
  };
  const auto server = started(std::move(handlers), options);
  std::vector<std::unique_ptr<Client>> waiting;
  for (int stream = 0; stream < 100; ++stream) {
    waiting.push_back(std::make_unique<Client>(server->port()));
    waiting.back()->send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  for (const auto& each : waiting) EXPECT_THAT(each->until("told\n"), HasSubstr("chunked"));
  for (int request = 0; request < 50; ++request) {
    const Client quick(server->port());
    quick.send("GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(quick.rest(), EndsWith("quick"));
  }
  // A server that stops ends them in good order, at once.
  server->stop();
  for (const auto& each : waiting) EXPECT_THAT(each->rest(), EndsWith("0\r\n\r\n"));
}

TEST(Server, AStreamThatFailsIsCut) {
  Handlers handlers = echo();
  handlers.handle = [](const Request&) {
    Response response;
    response.body = std::make_unique<SampleStream>(true);
    return response;
  };
  const auto server = started(std::move(handlers));
  const Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string all = client.rest();
  EXPECT_THAT(all, HasSubstr("A/HRC/21/11,92.6\n"));
  EXPECT_THAT(all, Not(HasSubstr("0\r\n\r\n")));
}

TEST(Server, SaysWhyItCannotListen) {
  ServerOptions options;
  options.address = "not-an-address";
  const auto wrong = Server::start(options, echo());
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, base::ErrorKind::invalid_input);
  const auto server = started(echo());
  options.address = "127.0.0.1";
  options.port = server->port();
  const auto taken = Server::start(options, echo());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, base::ErrorKind::unavailable);
  EXPECT_THAT(taken.error().mend, Not(IsEmpty()));
}

TEST(ServerParts, NoValueStartsAnotherField) {
  Response response = text("x");
  response.set("Location", "/a\r\nSet-Cookie: session=stolen");
  const std::string head = head_of(response, Framing::length, Connection::keep, 0);
  EXPECT_THAT(head, Not(HasSubstr("\r\nSet-Cookie")));
  EXPECT_THAT(head, HasSubstr("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"));
}

TEST(ServerParts, NetworksNameNobody) {
  EXPECT_EQ(network_of("192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("::ffff:192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(network_of("someone"), "unknown");
  for (const char* own : {"127.0.0.1", "127.8.0.1", "::1"}) {
    EXPECT_TRUE(is_this_machine(network_of(own))) << own;
  }
  for (const char* other : {"192.0.2.77", "2001:db8::1", "::ffff:192.0.2.1", "someone"}) {
    EXPECT_FALSE(is_this_machine(network_of(other))) << other;
  }
}

}  // namespace
}  // namespace comity::http
