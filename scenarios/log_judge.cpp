#include <algorithm>
#include <unordered_map>
#include <utility>

#include "scenarios/expectation.hpp"
#include "scenarios/template_text.hpp"

namespace scenarios {
namespace {

constexpr std::size_t view_width = 69;  // where the gateway's debug view cuts its lines

// A handset's number is known only when the ACK has crossed the LAN, after the lines that tell of it. So all lines
// are kept, found by their text, and each member walks along them as far as it can, waiting for its next line by
// name.
class LogJudge : public Judge {
 public:
  LogJudge(const ExpectLog& expected, net::TimePoint start, const Evidence& evidence)
      : Judge(expected.window,
              expected.phone ? evidence.book().members(*expected.phone) : std::vector<std::size_t>(), start,
              evidence),
        expected_(expected),
        walkers_(slots()) {
    for (std::size_t slot = 0; slot < walkers_.size(); ++slot) restart(slot);
  }

  [[nodiscard]] std::vector<std::string> seen() const override { return evidence().recent_log(); }

 private:
  struct Walker {
    std::vector<std::string> lines;  // filled in and cut; empty while something is not known yet
    std::size_t next = 0;
    std::size_t position = 0;  // in the log, behind the line found last
  };

  void fold(const net::Record& record, std::optional<std::size_t> phone) override {
    if (record.kind == net::Kind::dhcp_frame && phone && record.text("message") == "ACK") {
      if (const auto slot = slot_of(phone); slot != nobody && member(slot)) restart(slot);
    }
    if (record.kind != net::Kind::gateway_log) return;
    const std::string line(record.text("line"));
    times_.push_back(record.time);
    if (expected_.contains) return search(times_.size() - 1, line);
    positions_[line].push_back(times_.size() - 1);
    const auto waiting = waiting_.extract(line);
    if (waiting.empty()) return;
    for (const auto slot : waiting.mapped()) advance(slot);
  }

  // Begins again with what is known now, from the first line of the log.
  void restart(std::size_t slot) {
    const auto phone = member(slot);
    const auto* const ack = phone ? evidence().latest_ack(*phone) : nullptr;
    const auto mac = phone ? net::config_stem(evidence().book()[*phone].mac) : std::string();
    const auto fill = [&](const std::string& text) {
      return ack != nullptr ? filled_in(text, {{"mac", mac}, {"address", ack->address}, {"number", ack->number}})
                            : filled_in(text, {{"mac", mac}});
    };
    if (expected_.contains) {
      wanted_ = fill(*expected_.contains);
      return research();
    }
    auto& walker = walkers_[slot];
    std::vector<std::string> lines;
    for (const auto& text : expected_.lines) {
      lines.push_back(fill(text).substr(0, view_width));
      if (ack == nullptr && (uses(text, "number") || uses(text, "address"))) return;
    }
    if (lines == walker.lines) return;  // a repeated ACK says nothing new
    walker = {std::move(lines), 0, 0};
    advance(slot);
  }

  void advance(std::size_t slot) {
    auto& walker = walkers_[slot];
    while (true) {
      const auto& line = walker.lines[walker.next];
      const auto& found = positions_[line];
      const auto at = std::lower_bound(found.begin(), found.end(), walker.position);
      if (at == found.end()) {
        waiting_[line].push_back(slot);
        near(slot, static_cast<int>(walker.next), expected_.lines.size() > 1 ? "lines" : "line",
             "no line '" + line + "'");
        return;
      }
      walker.position = *at + 1;
      if (++walker.next < walker.lines.size()) continue;
      walker.next = 0;
      match(slot, times_[*at]);
    }
  }

  // `contains`: of one handset at most, so looking through the lines is cheap enough.
  void search(std::size_t position, const std::string& line) {
    if (line.find(wanted_) != std::string::npos) match(0, times_[position]);
    kept_.push_back(line);
  }
  void research() {
    if (wanted_ == searched_) return;
    searched_ = wanted_;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      if (kept_[i].find(wanted_) != std::string::npos) match(0, times_[i]);
    }
  }

  const ExpectLog& expected_;
  std::vector<Walker> walkers_;
  std::vector<net::TimePoint> times_;                                    // of every line
  std::unordered_map<std::string, std::vector<std::size_t>> positions_;  // of every line, by its text
  std::unordered_map<std::string, std::vector<std::size_t>> waiting_;    // slots, by the line they need next
  std::string wanted_, searched_;
  std::vector<std::string> kept_;
};

}  // namespace

std::unique_ptr<Judge> make_log_judge(const ExpectLog& expected, net::TimePoint start, const Evidence& evidence) {
  return std::make_unique<LogJudge>(expected, start, evidence);
}

}  // namespace scenarios
