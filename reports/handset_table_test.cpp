#include "reports/handset_table.hpp"

#include <gtest/gtest.h>

namespace reports {
namespace {

TEST(HandsetTable, ListsWhatEachHandsetGotWhateverTheOrderAmongThem) {
  net::Journal journal([] { return net::TimePoint(); });
  HandsetTable table;
  journal.subscribe([&](const net::Record& record) { table.observe(record); });
  const auto done = [&](const char* phone, const char* path, std::optional<int> status, const char* outcome) {
    journal.note(net::Kind::http_done, phone,
                 {{"method", "GET"}, {"path", path}, {"status", status}, {"outcome", outcome}});
  };
  done("office-2", "/phoneprovisioning/111111111111/b.cfg", 200, "complete");
  done("lobby", "/phoneprovisioning/020319816065/bootrom.ld", 200, "cut");
  journal.note(net::Kind::power, "lobby", {{"on", true}});
  done("office-2", "/phoneprovisioning/111111111111/a.cfg", std::nullopt, "timed_out");
  EXPECT_EQ(table.text(),
            "lobby GET /phoneprovisioning/<number>/bootrom.ld 200 cut\n"
            "office-2 GET /phoneprovisioning/<number>/b.cfg 200 complete\n"
            "office-2 GET /phoneprovisioning/<number>/a.cfg - timed_out\n");
}

}  // namespace
}  // namespace reports
