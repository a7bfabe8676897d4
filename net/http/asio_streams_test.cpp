// Our streams against sockets of the kernel's, on loopback.
#include "net/http/asio_streams.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace net {
namespace {

// A listening socket, and the one connection it accepted.
class KernelPeer {
 public:
  KernelPeer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    auto address = loopback();
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~KernelPeer() {
    close();
    ::close(listener_);
  }
  KernelPeer(const KernelPeer&) = delete;
  KernelPeer& operator=(const KernelPeer&) = delete;

  [[nodiscard]] Endpoint endpoint() const { return {Ipv4Address(127, 0, 0, 1), port_}; }
  void accept() { connection_ = ::accept(listener_, nullptr, nullptr); }
  void say(std::string_view text) const { ::send(connection_, text.data(), text.size(), MSG_NOSIGNAL); }
  std::string hear(std::size_t size) const {  // up to `size`, or the end
    std::string text(size, '\0');
    const auto got = ::recv(connection_, text.data(), size, MSG_WAITALL);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
  }
  bool hears_reset() const {
    char octet = 0;
    return ::recv(connection_, &octet, 1, 0) < 0 && errno == ECONNRESET;
  }
  void finish() const { ::shutdown(connection_, SHUT_WR); }
  void reset() {
    const linger none{1, 0};
    ::setsockopt(connection_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close();
  }
  void close() {
    if (connection_ >= 0) ::close(connection_);
    connection_ = -1;
  }

 private:
  static sockaddr_in loopback() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  int listener_;
  int connection_ = -1;
  std::uint16_t port_ = 0;
};

class AsioStreamsTest : public testing::Test {
 protected:
  void dial(Endpoint to) {
    stream = streams.connect(to, {.opened = [this] { opened = true; },
                                  .received = [this](BytesView bytes) { heard += as_text(bytes); },
                                  .peer_finished = [this] { peer_finished = true; },
                                  .closed = [this](StreamEnd e) { end = e; }});
    EXPECT_FALSE(opened || end) << "nothing is called from inside connect()";
  }
  void dial_and_open() {
    dial(peer.endpoint());
    peer.accept();
    wait([this] { return opened; });
  }
  void wait(const std::function<bool()>& done) { ASSERT_TRUE(loop.run_until(done, loop.now() + 30s)); }

  AsioLoop loop;
  AsioStreams streams{loop};
  KernelPeer peer;
  std::unique_ptr<Stream> stream;
  bool opened = false;
  bool peer_finished = false;
  bool read = false;
  std::string heard;
  std::optional<StreamEnd> end;
};

TEST_F(AsioStreamsTest, CarryBytesBothWaysAndCloseInPeace) {
  dial(peer.endpoint());
  const std::string text(8'000'000, 'x');
  stream->write(as_bytes("before it is open "));
  stream->write(as_bytes(text));
  stream->finish();
  peer.accept();
  std::string all;
  std::thread reader([&] {  // more than the kernel's buffers hold, so both ends must take turns
    all = peer.hear(text.size() + 100);
    loop.post([&] { read = true; });
  });
  wait([this] { return read; });
  reader.join();
  EXPECT_TRUE(all == "before it is open " + text);
  peer.say("answer");
  peer.finish();
  wait([this] { return end.has_value(); });
  EXPECT_EQ(heard, "answer");
  EXPECT_TRUE(peer_finished);
  EXPECT_EQ(end, StreamEnd::finished);
  EXPECT_EQ(stream->peer(), peer.endpoint());
}

TEST_F(AsioStreamsTest, MayWriteAfterThePeerHasFinished) {
  dial_and_open();
  EXPECT_EQ(stream->local().address, Ipv4Address(127, 0, 0, 1));
  peer.finish();
  wait([this] { return peer_finished; });
  EXPECT_FALSE(end);
  stream->write(as_bytes("last words"));
  stream->finish();
  wait([this] { return end.has_value(); });
  EXPECT_EQ(end, StreamEnd::finished);
  EXPECT_EQ(peer.hear(100), "last words");
}

TEST_F(AsioStreamsTest, TellThatNobodyListens) {
  const auto gone = KernelPeer().endpoint();
  dial(gone);
  wait([this] { return end.has_value(); });
  EXPECT_EQ(end, StreamEnd::refused);
  EXPECT_FALSE(opened);
}

TEST_F(AsioStreamsTest, TellThatThePeerReset) {
  dial_and_open();
  peer.reset();
  wait([this] { return end.has_value(); });
  EXPECT_EQ(end, StreamEnd::reset);
  stream->write(as_bytes("into the void"));
  stream->finish();
}

TEST_F(AsioStreamsTest, ResetWhenAbortedOrDropped) {
  dial_and_open();
  stream->abort();
  EXPECT_TRUE(peer.hears_reset());
  peer.close();
  opened = false;
  dial_and_open();
  stream.reset();
  EXPECT_TRUE(peer.hears_reset());
  loop.run_until([] { return false; }, loop.now());
  EXPECT_EQ(end, std::nullopt);
}

TEST_F(AsioStreamsTest, MayBeDroppedByTheirOwnHandler) {
  bool dropped = false;
  stream = streams.connect(peer.endpoint(), {.opened = {},
                                             .received =
                                                 [&](BytesView) {
                                                   stream.reset();
                                                   dropped = true;
                                                 },
                                             .peer_finished = {},
                                             .closed = {}});
  peer.accept();
  peer.say("x");
  wait([&] { return dropped; });
}

}  // namespace
}  // namespace net
