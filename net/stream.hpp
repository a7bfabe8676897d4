#pragma once

#include <functional>
#include <memory>
#include <string>

#include "net/address.hpp"
#include "net/bytes.hpp"

namespace net {

// How a stream ended; the last two are TLS's: a certificate that is not accepted, and a peer with which no TLS
// could be agreed upon.
enum class StreamEnd { finished, refused, unreachable, timed_out, reset, untrusted, no_tls };
std::string to_string(StreamEnd end);

// A byte stream between two applications. One interface over our own TCP (`TcpStack`) and over the kernel's sockets
// (`AsioStreams`), so that what speaks over it is written once. Handlers are called from the loop, never from
// inside a call on the stream.
class Stream {
 public:
  struct Handlers {
    std::function<void()> opened;             // the handshake is complete (never called on an accepted stream)
    std::function<void(BytesView)> received;  // in order, each octet once
    std::function<void()> peer_finished;      // no more will come; this side may still write
    std::function<void(StreamEnd)> closed;    // the last call of all; nothing can be written any more
  };

  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  // Resets the connection, unless both sides have finished: then it ends in peace without the stream. Calls no
  // handler any more. May be done inside a handler.
  virtual ~Stream() = default;

  virtual void set_handlers(Handlers handlers) = 0;
  virtual void write(BytesView bytes) = 0;  // queued, up to 1 GiB; kept until acknowledged
  virtual void finish() = 0;  // after what was written: FIN. The stream lives on until both sides are done
  virtual void abort() = 0;   // now: RST. `closed` is not called
  [[nodiscard]] virtual Endpoint peer() const = 0;
  [[nodiscard]] virtual Endpoint local() const = 0;
  // What else there is to say about its end, for people: "certificate has expired". Mostly nothing.
  [[nodiscard]] virtual std::string failure() const { return {}; }
};

// Opens streams. The outcome arrives at `opened` or `closed`.
class StreamOpener {
 public:
  virtual ~StreamOpener() = default;
  virtual std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers) = 0;
};

}  // namespace net
