#include "net/http/asio_streams.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <system_error>
#include <utility>

namespace net {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;
namespace failure = boost::asio::error;

StreamEnd end_of(const error_code& error) {
  if (error == failure::connection_refused) return StreamEnd::refused;
  if (error == failure::timed_out) return StreamEnd::timed_out;
  if (error == failure::host_unreachable || error == failure::network_unreachable ||
      error == failure::network_down) {
    return StreamEnd::unreachable;
  }
  return StreamEnd::reset;
}

Endpoint endpoint_of(const tcp::endpoint& endpoint) {
  return {Ipv4Address(endpoint.address().to_v4().to_uint()), endpoint.port()};
}

// Has two owners: the Stream that was handed out, and what the kernel was asked to do and has not answered yet.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::io_context& io, Endpoint to, Stream::Handlers handlers)
      : handlers_(std::move(handlers)), peer_(to), socket_(io) {
    error_code error;
    socket_.open(tcp::v4(), error);
    if (error) throw std::system_error(error.value(), std::system_category(), "open a TCP socket");
    socket_.set_option(tcp::no_delay(true), error);
  }

  void connect() {
    const tcp::endpoint to(boost::asio::ip::address_v4(peer_.address.number()), peer_.port);
    socket_.async_connect(to, [self = shared_from_this()](const error_code& error) { self->connected(error); });
  }

  void set_handlers(Stream::Handlers handlers) { handlers_ = std::move(handlers); }

  void write(BytesView bytes) {
    if (over() || finish_wanted_) return;
    queued_ += as_text(bytes);
    push();
  }

  void finish() {
    finish_wanted_ = true;
    if (!over()) push();
  }

  // Lingering for no time makes the kernel send RST.
  void abort() {
    if (over()) return;
    dropped_ = true;
    error_code ignored;
    socket_.set_option(tcp::socket::linger(true, 0), ignored);
    socket_.close(ignored);
  }

  [[nodiscard]] Endpoint peer() const { return peer_; }
  [[nodiscard]] Endpoint local() const {
    error_code error;
    const auto endpoint = socket_.local_endpoint(error);
    return error ? Endpoint{Ipv4Address::any(), 0} : endpoint_of(endpoint);
  }

 private:
  [[nodiscard]] bool over() const { return dropped_ || closed_; }

  void connected(const error_code& error) {
    if (over()) return;
    if (error) {
      close(end_of(error));
      return;
    }
    connected_ = true;
    read();
    push();
    if (handlers_.opened) handlers_.opened();
  }

  void read() {
    socket_.async_read_some(
        boost::asio::buffer(incoming_),
        [self = shared_from_this()](const error_code& error, std::size_t size) { self->has_read(error, size); });
  }

  void has_read(const error_code& error, std::size_t size) {
    if (over()) return;
    if (!error) {
      if (handlers_.received) handlers_.received(BytesView(incoming_).first(size));
      if (!over()) read();
    } else if (error == failure::eof) {
      peer_finished_ = true;
      if (handlers_.peer_finished) handlers_.peer_finished();
      close_when_done();
    } else {
      close(end_of(error));
    }
  }

  void push() {
    if (!connected_ || !writing_.empty() || write_failed_) return;
    if (!queued_.empty()) {
      writing_ = std::exchange(queued_, {});
      boost::asio::async_write(
          socket_, boost::asio::buffer(writing_),
          [self = shared_from_this()](const error_code& error, std::size_t) { self->has_written(error); });
    } else if (finish_wanted_ && !finished_) {
      finished_ = true;
      error_code ignored;
      socket_.shutdown(tcp::socket::shutdown_send, ignored);
      boost::asio::post(socket_.get_executor(), [self = shared_from_this()] { self->close_when_done(); });
    }
  }

  // A peer that answers early and closes makes writing fail; what it said is still to be read, and ends the stream.
  void has_written(const error_code& error) {
    if (over()) return;
    writing_.clear();
    write_failed_ = static_cast<bool>(error);
    if (write_failed_) {
      if (peer_finished_) close(StreamEnd::reset);
    } else {
      push();
    }
  }

  void close_when_done() {
    if (!over() && finished_ && peer_finished_) close(StreamEnd::finished);
  }

  void close(StreamEnd end) {
    closed_ = true;
    error_code ignored;
    socket_.close(ignored);
    if (handlers_.closed) handlers_.closed(end);
  }

  Stream::Handlers handlers_;  // kept to the end: one of them may be what calls
  Endpoint peer_;
  tcp::socket socket_;
  std::array<std::uint8_t, 16384> incoming_;
  std::string writing_;  // what the kernel has been given
  std::string queued_;
  bool connected_ = false;
  bool write_failed_ = false;
  bool finish_wanted_ = false;
  bool finished_ = false;
  bool peer_finished_ = false;
  bool dropped_ = false;
  bool closed_ = false;
};

class AsioStream : public Stream {
 public:
  explicit AsioStream(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
  ~AsioStream() override { connection_->abort(); }

  void set_handlers(Handlers handlers) override { connection_->set_handlers(std::move(handlers)); }
  void write(BytesView bytes) override { connection_->write(bytes); }
  void finish() override { connection_->finish(); }
  void abort() override { connection_->abort(); }
  [[nodiscard]] Endpoint peer() const override { return connection_->peer(); }
  [[nodiscard]] Endpoint local() const override { return connection_->local(); }

 private:
  std::shared_ptr<Connection> connection_;
};

}  // namespace

std::unique_ptr<Stream> AsioStreams::connect(Endpoint to, Stream::Handlers handlers) {
  auto connection = std::make_shared<Connection>(loop_.io(), to, std::move(handlers));
  connection->connect();
  return std::make_unique<AsioStream>(std::move(connection));
}

}  // namespace net
