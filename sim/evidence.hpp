#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "net/journal.hpp"
#include "net/loop.hpp"
#include "scenarios/scenario.hpp"
#include "sim/capture.hpp"
#include "sim/private_file.hpp"
#include "sim/segment.hpp"
#include "sim/wire_witness.hpp"

namespace sim {

// What a case leaves behind in its folder: journal.jsonl, capture.pcapng, gateway.log. All raw, all mode 0600.
class Evidence {
 public:
  struct Plan {
    std::filesystem::path folder;  // exists
    std::string case_name;
    bool capture = true;  // a storm of many thousand handsets may do without
    bool journal = true;
    std::chrono::sys_seconds epoch;  // wall time of the loop's zero, for the capture's time stamps
  };

  Evidence(const Plan& plan, net::Loop& loop);
  Evidence(const Evidence&) = delete;
  Evidence& operator=(const Evidence&) = delete;

  // Opens the journal: what runs, and which case. `world`: live or memory.
  void begin(const scenarios::Scenario& scenario, std::string_view world);

  // From now on every frame of the segment is captured and read by a witness.
  void watch(Segment& segment, std::size_t interface_index);  // lan 0, wan 1

  void gateway_says(std::string_view line);  // to gateway.log and the journal
  net::Journal& journal() { return journal_; }
  void flush();

  static constexpr std::size_t lan = 0, wan = 1;

 private:
  net::Loop& loop_;
  net::Journal journal_;
  std::optional<PrivateFile> journal_file_;
  std::optional<Capture> capture_;
  PrivateFile gateway_log_;
  WireWitness lan_witness_, wan_witness_;
  std::uint64_t frames_ = 0;
};

}  // namespace sim
