#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "net/asio_loop.hpp"
#include "net/file_descriptor.hpp"
#include "net/wire.hpp"

namespace net {

// Makes a tap in the network namespace that the calling thread is in, and gives its near end: what is written there
// the kernel receives on the interface, what the kernel sends is read there. The interface is down, without
// address, with `mac` or one of the kernel's choice, and goes when the descriptor is closed. Not blocking. Throws
// std::system_error: "open /dev/net/tun: …", "attach to tap lan0: …".
FileDescriptor open_tap(const std::string& name, std::optional<MacAddress> mac = std::nullopt);

// The near end of a tap as a wire. It may be carried into another namespace's loop: the descriptor stays bound to
// the interface.
class TapWire : public Wire {
 public:
  TapWire(AsioLoop& loop, FileDescriptor tap);
  ~TapWire() override;

  void send(BytesView frame) override;
  void on_frame(Receiver receiver) override;

  // Frames the kernel did not take: its queue was full, the interface was down, or they were no frames.
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace net
