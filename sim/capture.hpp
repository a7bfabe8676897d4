#pragma once

#include <chrono>
#include <filesystem>
#include <span>
#include <string>

#include "net/bytes.hpp"
#include "net/time.hpp"
#include "sim/private_file.hpp"

namespace sim {

// Writes frames of several named interfaces to one pcapng file (draft-ietf-opsawg-pcapng), nanosecond time stamps.
// libpcap writes only the older format, which knows neither names nor two interfaces.
class Capture {
 public:
  // `epoch` is the wall time of the run's zero.
  Capture(const std::filesystem::path& file, std::span<const std::string> interfaces,
          std::chrono::sys_seconds epoch);

  // Returns the frame's number as Wireshark counts, from 1.
  std::uint64_t add(std::size_t interface_index, net::TimePoint when, net::BytesView frame);

  void flush() { file_.flush(); }

 private:
  PrivateFile file_;
  std::chrono::sys_seconds epoch_;
  std::uint64_t frames_ = 0;
  net::Bytes block_;  // reused, so that a frame costs no allocation
};

}  // namespace sim
