#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/asio_loop.hpp"
#include "net/wire.hpp"

namespace net {

// An interface of the machine as a wire, through libpcap: it hears what arrives there (not what the machine itself
// sends) and passes the filter, and sends past the kernel's own IP. The kernel hears the same frames and may answer
// them too. The interface is the one of that name in the namespace that the calling thread is in.
class PcapWire : public Wire {
 public:
  // `filter` in libpcap's language, empty for everything. Throws std::system_error when the machine refuses
  // ("capture on lan0: …") and std::invalid_argument when the filter is none.
  PcapWire(AsioLoop& loop, const std::string& interface_name, const std::string& filter);
  ~PcapWire() override;

  void send(BytesView frame) override;
  void on_frame(Receiver receiver) override;

  // Frames the kernel did not take from us, and frames it could not keep for us.
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace net
