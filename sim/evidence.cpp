#include "sim/evidence.hpp"

#include <array>

namespace sim {

Evidence::Evidence(const Plan& plan, net::Loop& loop)
    : loop_(loop),
      journal_([&loop] { return loop.now(); }),
      gateway_log_(plan.folder / "gateway.log"),
      lan_witness_("lan", journal_),
      wan_witness_("wan", journal_) {
  if (plan.journal) {
    journal_file_.emplace(plan.folder / "journal.jsonl");
    journal_.subscribe([this, name = plan.case_name](const net::Record& record) {
      journal_file_->write(to_json(record, name) + '\n');
    });
  }
  if (plan.capture) {
    const std::array<std::string, 2> interfaces{"lan", "wan"};
    capture_.emplace(plan.folder / "capture.pcapng", interfaces, plan.epoch);
  }
}

void Evidence::begin(const scenarios::Scenario& scenario, std::string_view world) {
  journal_.note(net::Kind::run_started, "dialtone",
                {{"journal", net::journal_version}, {"program", DIALTONE_VERSION}, {"world", world}});
  journal_.note(net::Kind::case_started, "dialtone",
                {{"name", scenario.name},
                 {"file", std::filesystem::path(scenario.file).filename().string()},
                 {"seed", std::to_string(scenario.seed)}});
}

void Evidence::watch(Segment& segment, std::size_t interface_index) {
  auto& witness = interface_index == lan ? lan_witness_ : wan_witness_;
  segment.watch([this, &witness, interface_index](net::BytesView frame) {
    if (capture_) capture_->add(interface_index, loop_.now(), frame);
    witness.see(++frames_, frame);
  });
}

void Evidence::gateway_says(std::string_view line) {
  gateway_log_.write(line);
  gateway_log_.write("\n");
  journal_.note(net::Kind::gateway_log, "gateway", {{"line", line}});
}

void Evidence::flush() {
  if (journal_file_) journal_file_->flush();
  if (capture_) capture_->flush();
  gateway_log_.flush();
}

}  // namespace sim
