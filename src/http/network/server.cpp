#include "http/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <ctime>
#include <list>
#include <thread>

#include "http/server_parts.h"

// The only file with coroutines. g++ 12 miscompiles co_await inside ?: and braced initialisers
// (docs/dependencies.md): here every co_await is a statement or the whole initialiser of a local.
namespace comity::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kTurnedAway = 64;

/// The request without its body, which comes later.
Request head_from(const Parser::value_type& message, const std::string& network) {
  Request request;
  const auto method = message.method_string();
  request.method = method_from({method.data(), method.size()});
  request.target.assign(message.target().data(), message.target().size());
  request.network = network;
  for (const auto& field : message) {
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  return request;
}

// Which refusal a parser's error comes to; 0 where the connection is simply gone.
int refusal_of(const error_code& error, const Parser& parser) {
  using Error = beast::http::error;
  if (error == Error::header_limit || error == Error::buffer_overflow) {
    // Without a target the first line itself was too long.
    return parser.get().target().empty() ? 414 : 431;
  }
  if (error == Error::body_limit) return 413;
  if (error == Error::end_of_stream || error == Error::partial_message) return 0;
  if (error.category() == make_error_code(Error::bad_method).category()) return 400;
  return 0;
}

// Ends what a stream waits for when its time is over, and leaves the stream open for an answer
// (a stream's own timeout closes it).
class Deadline {
 public:
  Deadline(beast::tcp_stream& stream, std::chrono::milliseconds time)
      : timer_(stream.get_executor(), time) {
    stream.expires_never();
    timer_.async_wait([&stream, passed = std::weak_ptr<bool>(passed_)](const error_code& error) {
      // Expired weak: the wait ended just before its time was over.
      const auto still = passed.lock();
      if (error || !still) return;
      *still = true;
      stream.cancel();
    });
  }
  [[nodiscard]] bool passed() const { return *passed_; }

 private:
  std::shared_ptr<bool> passed_ = std::make_shared<bool>(false);
  asio::steady_timer timer_;
};

// Runs `work` on the pool; the awaiting coroutine goes on with its value on its own executor.
template <typename Value, typename Work>
auto on_pool(asio::thread_pool& pool, Work work) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(Value)>(
      [&pool, work = std::move(work)](auto handler) mutable {
        asio::post(pool, [work = std::move(work), handler = std::move(handler)]() mutable {
          Value value = work();
          const auto executor = asio::get_associated_executor(handler);
          asio::post(executor, [value = std::move(value), handler = std::move(handler)]() mutable {
            std::move(handler)(std::move(value));
          });
        });
      },
      asio::use_awaitable);
}

struct Incoming {
  Request request;
  int refusal = 0;       // a status, or 0
  bool arrived = false;  // whole
  bool keep_alive = false;
  unsigned version = 11;
};

struct Peer;
using Peers = std::list<Peer*>;

struct Peer {
  explicit Peer(tcp::socket socket) : stream(std::move(socket)) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  std::string network;
  Peers* among = nullptr;  // those who wait as it does; null while a request is under way
  Peers::iterator place;
};

}  // namespace

struct Server::Impl {
  Impl(ServerOptions given, Handlers asked)
      : options(std::move(given)), handlers(std::move(asked)), pool(options.workers) {}

  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<void> turn_away(tcp::socket socket);
  asio::awaitable<bool> wait_for_request(Peer& peer);
  asio::awaitable<Incoming> read_request(Peer& peer);
  asio::awaitable<error_code> read_body(Peer& peer, Parser& parser, const Request& head,
                                        std::optional<Deadline>& deadline);
  asio::awaitable<bool> write(Peer& peer, asio::const_buffer first, asio::const_buffer second);
  asio::awaitable<bool> send(Peer& peer, Response& response, const Incoming& incoming);
  asio::awaitable<bool> send_stream(Peer& peer, ByteStream& stream, Framing framing);
  asio::awaitable<base::Result<std::string>> next_piece(ByteStream& stream);
  asio::awaitable<void> close_gently(Peer& peer);

  Peers::iterator enter(Peer& peer);
  void leave(Peer& peer, Peers::iterator place);
  static void wait_among(Peers& others, Peer& peer);
  static void wait_no_more(Peer& peer);
  bool make_room();
  void begin_stop();

  ServerOptions options;
  Handlers handlers;
  asio::io_context network{1};
  asio::thread_pool pool;
  tcp::acceptor acceptor{network};
  asio::steady_timer stop_timer{network};
  asio::executor_work_guard<asio::io_context::executor_type> guard{network.get_executor()};
  Peers open;      // used by the network thread only, as are the next four
  Peers idle;      // without a request, the longest first
  Peers arriving;  // of which a part of a request has come, the longest first
  std::size_t turned_away = 0;
  bool stopping = false;
  std::uint16_t bound = 0;
  std::thread thread;
};

asio::awaitable<void> Server::Impl::accept_all() {
  while (!stopping) {
    error_code error;
    tcp::socket socket =
        co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error) {
      // Out of descriptors: what is open must end first.
      asio::steady_timer pause(network, std::chrono::milliseconds(50));
      if (!stopping) co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    socket.set_option(tcp::no_delay(true), error);
    if (open.size() < options.connections || make_room()) {
      asio::co_spawn(network, serve(std::move(socket)), asio::detached);
    } else if (turned_away < kTurnedAway) {
      asio::co_spawn(network, turn_away(std::move(socket)), asio::detached);
    }
  }
}

asio::awaitable<void> Server::Impl::serve(tcp::socket socket) {
  error_code error;
  Peer peer(std::move(socket));
  const tcp::endpoint remote = peer.stream.socket().remote_endpoint(error);
  peer.network = network_of(error ? std::string() : remote.address().to_string());
  const auto place = enter(peer);
  bool open_still = true;
  while (open_still) {
    const bool begun = co_await wait_for_request(peer);
    if (!begun) break;
    wait_among(arriving, peer);
    Incoming incoming = co_await read_request(peer);
    wait_no_more(peer);
    if (!incoming.arrived && incoming.refusal == 0) break;
    Response response;
    if (incoming.refusal != 0) {
      response = handlers.refuse(incoming.refusal, incoming.request);
      response.connection = Connection::close;
    } else {
      std::optional<Response> ready;
      if (handlers.immediate) ready = handlers.immediate(incoming.request);
      if (ready) {
        response = *std::move(ready);
      } else {
        Response made = co_await on_pool<Response>(
            pool, [this, &incoming] { return handlers.handle(incoming.request); });
        response = std::move(made);
      }
    }
    if (stopping || !incoming.keep_alive) response.connection = Connection::close;
    const bool sent = co_await send(peer, response, incoming);
    open_still = sent && response.connection == Connection::keep;
    if (sent && !open_still) co_await close_gently(peer);
  }
  leave(peer, place);
}

asio::awaitable<void> Server::Impl::turn_away(tcp::socket socket) {
  ++turned_away;
  Peer peer(std::move(socket));
  Incoming incoming;
  Response response = handlers.refuse(503, incoming.request);
  response.connection = Connection::close;
  const bool sent = co_await send(peer, response, incoming);
  if (sent) co_await close_gently(peer);
  --turned_away;
}

// Waits for the first bytes of the next request; only here may stop() end it.
asio::awaitable<bool> Server::Impl::wait_for_request(Peer& peer) {
  if (peer.buffer.size() > 0) co_return true;
  if (stopping) co_return false;
  wait_among(idle, peer);
  peer.stream.expires_after(options.idle_time);
  error_code error;
  const std::size_t read = co_await peer.stream.async_read_some(
      peer.buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
  wait_no_more(peer);
  peer.buffer.commit(read);
  // A request that had reached us before stop() cancelled the wait is still served.
  if (error == asio::error::operation_aborted && stopping) {
    error_code none;
    if (peer.stream.socket().available(none) > 0) {
      const std::size_t late = peer.stream.socket().read_some(peer.buffer.prepare(4096), none);
      peer.buffer.commit(late);
    }
  }
  co_return peer.buffer.size() > 0;
}

asio::awaitable<Incoming> Server::Impl::read_request(Peer& peer) {
  Incoming incoming;
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(options.header_bytes));
  parser.body_limit(boost::none);  // read_body() sets it, before any of the body is read
  error_code error;
  std::optional<Deadline> deadline(std::in_place, peer.stream, options.header_time);
  co_await beast::http::async_read_header(peer.stream, peer.buffer, parser,
                                          asio::redirect_error(asio::use_awaitable, error));
  incoming.request = head_from(parser.get(), peer.network);
  if (!error && !parser.is_done()) {
    error = co_await read_body(peer, parser, incoming.request, deadline);
  }
  incoming.arrived = !error;
  if (error) incoming.refusal = refusal_of(error, parser);
  if (error && deadline->passed()) incoming.refusal = 408;
  incoming.keep_alive = !error && parser.get().keep_alive();
  incoming.version = parser.get().version();
  if (!error) incoming.request.body = std::move(parser.get().body());
  co_return incoming;
}

asio::awaitable<error_code> Server::Impl::read_body(Peer& peer, Parser& parser, const Request& head,
                                                    std::optional<Deadline>& deadline) {
  std::size_t allowed = options.body_bytes;
  const auto length = parser.content_length();
  if (handlers.body_bytes && (!length || *length > allowed)) {
    const std::size_t more =
        co_await on_pool<std::size_t>(pool, [this, &head] { return handlers.body_bytes(head); });
    allowed = std::max(allowed, more);
  }
  // Who may send much is known, and is not sent away for being slow.
  if (allowed > options.body_bytes) wait_no_more(peer);
  if (length && *length > allowed) co_return make_error_code(beast::http::error::body_limit);
  parser.body_limit(allowed);
  if (equal_without_case(head.header("Expect"), "100-continue")) {
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    const bool told = co_await write(peer, asio::buffer(kGoOn), {});
    if (!told) co_return make_error_code(beast::http::error::partial_message);
  }
  const std::chrono::seconds longer(
      allowed > options.body_bytes ? length.value_or(allowed) / options.body_pace : 0);
  deadline.emplace(peer.stream, options.body_time + longer);
  error_code error;
  co_await beast::http::async_read(peer.stream, peer.buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
  co_return error;
}

asio::awaitable<bool> Server::Impl::write(Peer& peer, asio::const_buffer first,
                                          asio::const_buffer second) {
  peer.stream.expires_after(options.write_time);
  const std::array<asio::const_buffer, 2> both = {first, second};
  error_code error;
  co_await asio::async_write(peer.stream, both, asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

asio::awaitable<bool> Server::Impl::send(Peer& peer, Response& response, const Incoming& incoming) {
  auto* const stream = std::get_if<std::unique_ptr<ByteStream>>(&response.body);
  Framing framing = Framing::length;
  if (stream != nullptr) {
    framing = incoming.version >= 11 ? Framing::chunked : Framing::until_close;
    if (framing == Framing::until_close) response.connection = Connection::close;
  }
  const std::string head = head_of(response, framing, response.connection, std::time(nullptr));
  const bool bodiless =
      incoming.request.method == Method::head || response.status == 204 || response.status == 304;
  std::string_view rest;
  if (!bodiless) rest = response.text();
  const std::string_view piece = rest.substr(0, kPiece);
  bool sent = co_await write(peer, asio::buffer(head), asio::buffer(piece));
  rest.remove_prefix(piece.size());
  while (sent && !rest.empty()) {
    const std::string_view next = rest.substr(0, kPiece);
    sent = co_await write(peer, asio::buffer(next), {});
    rest.remove_prefix(next.size());
  }
  if (sent && stream != nullptr && !bodiless) sent = co_await send_stream(peer, **stream, framing);
  co_return sent;
}

// The next piece of a stream, empty at its end. One that has nothing yet holds no worker, and ends
// where the server stops.
asio::awaitable<base::Result<std::string>> Server::Impl::next_piece(ByteStream& stream) {
  while (true) {
    const auto pause = stream.pause();
    if (pause.count() == 0) break;
    if (stopping) co_return std::string();
    asio::steady_timer timer(network, pause);
    error_code error;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
  base::Result<std::string> piece =
      co_await on_pool<base::Result<std::string>>(pool, [&stream] { return stream.next(); });
  co_return piece;
}

asio::awaitable<bool> Server::Impl::send_stream(Peer& peer, ByteStream& stream, Framing framing) {
  bool sent = true;
  while (sent) {
    base::Result<std::string> piece = co_await next_piece(stream);
    if (!piece) co_return false;
    const bool last = piece->empty();
    if (last && framing == Framing::until_close) break;
    std::string bytes;
    if (last) {
      bytes = last_chunk(stream.trailer());
    } else {
      bytes = framing == Framing::chunked ? chunk_of(*piece) : *std::move(piece);
    }
    sent = co_await write(peer, asio::buffer(bytes), {});
    if (last) break;
  }
  co_return sent;
}

// Reads what the sender still sends for a moment: closing at once would make the system discard
// the answer that is under way.
asio::awaitable<void> Server::Impl::close_gently(Peer& peer) {
  error_code error;
  peer.stream.socket().shutdown(tcp::socket::shutdown_send, error);
  peer.stream.expires_after(std::chrono::seconds(2));
  std::array<char, 4096> scrap{};
  std::size_t left = std::size_t{1} << 20;
  while (!error && left > 0) {
    const std::size_t read = co_await peer.stream.async_read_some(
        asio::buffer(scrap), asio::redirect_error(asio::use_awaitable, error));
    left -= std::min(left, read);
  }
}

Peers::iterator Server::Impl::enter(Peer& peer) {
  open.push_back(&peer);
  if (handlers.connections) handlers.connections(open.size());
  return std::prev(open.end());
}

void Server::Impl::leave(Peer& peer, Peers::iterator place) {
  wait_no_more(peer);
  open.erase(place);
  if (handlers.connections) handlers.connections(open.size());
  if (stopping && open.empty()) stop_timer.cancel();
}

void Server::Impl::wait_among(Peers& others, Peer& peer) {
  wait_no_more(peer);
  others.push_back(&peer);
  peer.among = &others;
  peer.place = std::prev(others.end());
}

void Server::Impl::wait_no_more(Peer& peer) {
  if (peer.among != nullptr) peer.among->erase(peer.place);
  peer.among = nullptr;
}

// Closes the connection that has been longest without a request; where there is none, the one whose
// request has been longest on its way, which a request of ordinary speed never is.
bool Server::Impl::make_room() {
  for (Peers* const waiting : {&idle, &arriving}) {
    if (waiting->empty()) continue;
    Peer& peer = *waiting->front();
    wait_no_more(peer);
    peer.stream.close();
    return true;
  }
  return false;
}

void Server::Impl::begin_stop() {
  stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  for (Peer* peer : idle) peer->stream.socket().cancel(ignored);
  guard.reset();
  if (open.empty()) return;
  stop_timer.expires_after(options.stop_time);
  stop_timer.async_wait([this](const error_code& error) {
    if (error) return;
    for (Peer* peer : open) peer->stream.close();
  });
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

base::Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handlers handlers) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handlers));
  const std::string place = impl->options.address + ":" + std::to_string(impl->options.port);
  error_code error;
  const auto address = asio::ip::make_address(impl->options.address, error);
  if (error) {
    return base::fail(base::ErrorKind::invalid_input, "not a numeric address to listen on", place,
                      "give an IPv4 or IPv6 address, such as 127.0.0.1");
  }
  const tcp::endpoint endpoint(address, impl->options.port);
  impl->acceptor.open(endpoint.protocol(), error);
  if (!error) impl->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) impl->acceptor.bind(endpoint, error);
  if (!error) impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return base::fail(base::ErrorKind::unavailable, "cannot listen: " + error.message(), place,
                      "choose another port, or 0 for a free one");
  }
  impl->bound = impl->acceptor.local_endpoint(error).port();
  asio::co_spawn(impl->network, impl->accept_all(), asio::detached);
  impl->thread = std::thread([state = impl.get()] { state->network.run(); });
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::~Server() { stop(); }

std::uint16_t Server::port() const { return impl_->bound; }

void Server::stop() {
  if (!impl_->thread.joinable()) return;
  asio::post(impl_->network, [state = impl_.get()] { state->begin_stop(); });
  impl_->thread.join();
  impl_->pool.join();
}

}  // namespace comity::http
