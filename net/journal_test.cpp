#include "net/journal.hpp"

#include <gtest/gtest.h>

#include <set>

namespace net {
namespace {

TEST(Journal, NumbersItsRecordsAndTellsItsReadersAtOnce) {
  TimePoint now{};
  Journal journal([&] { return now; });
  std::vector<Record> heard;
  journal.subscribe([&](const Record& record) { heard.push_back(record); });
  journal.note(Kind::power, "lobby", {{"on", true}});
  now += 1500ms;
  journal.note(Kind::http_done, "lobby", {{"method", "GET"}, {"path", "/a.cfg"}, {"status", 200}, {"bytes", 17U}});
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_EQ(heard[1].sequence, 2U);
  EXPECT_EQ(heard[1].time, TimePoint(1500ms));
  EXPECT_EQ(heard[1].text("path"), "/a.cfg");
  EXPECT_EQ(heard[1].number("status"), 200);
  EXPECT_FALSE(heard[1].has("attempt"));
  EXPECT_TRUE(heard[0].flag("on"));
}

TEST(Journal, WritesALineWithTheFieldsInTheSchemasOrder) {
  Journal journal([] { return TimePoint(7ns); });
  std::string line;
  journal.subscribe([&](const Record& record) { line = to_json(record, "first boot"); });
  journal.note(Kind::leased, "lobby", {{"lease_time", 86400}, {"address", "192.168.100.100"}, {"renewal", false}});
  EXPECT_EQ(line, R"({"case":"first boot","seq":1,"t":7,"source":"handset","kind":"leased","actor":"lobby",)"
                  R"("address":"192.168.100.100","lease_time":86400,"renewal":false})");
}

TEST(Journal, SurvivesBytesThatAreNotText) {
  Journal journal([] { return TimePoint(); });
  std::string line;
  journal.subscribe([&](const Record& record) { line = to_json(record, "x"); });
  journal.note(Kind::gateway_log, "gateway", {{"line", "a\xff\x01"}});
  EXPECT_NE(line.find("\\u0001"), std::string::npos);
}

TEST(Journal, HasOneRowForEachKindWithNamesOfItsOwn) {
  std::set<std::string_view> names;
  for (const auto& row : journal_schema()) {
    EXPECT_EQ(&schema(row.kind), &row);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
}

}  // namespace
}  // namespace net
