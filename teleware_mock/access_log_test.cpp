#include "teleware_mock/access_log.hpp"

#include <gtest/gtest.h>

namespace teleware {
namespace {

std::string line(net::Kind kind, std::initializer_list<net::Field> fields) {
  std::string shown;
  net::Journal journal([] { return net::TimePoint(std::chrono::milliseconds(1500)); });
  journal.subscribe([&](const net::Record& record) { shown = access_line(record); });
  journal.note(kind, "teleware", fields);
  return shown;
}

TEST(AccessLog, TellsWhoAskedForWhichAccountWithoutTheNumber) {
  EXPECT_EQ(line(net::Kind::account_requested,
                 {{"mac", "0004f21a2457"}, {"rand", "020319816065"}, {"serial", "SMG\x1b"}, {"status", 404}}),
            "1.500 account of 0004f21a2457 asked for by SMG\\x1b -> 404");
  EXPECT_EQ(line(net::Kind::account_requested, {{"mac", "020319816065020319"}, {"serial", "S"}, {"status", 400}}),
            "1.500 account of <no MAC address> asked for by S -> 400");
}

TEST(AccessLog, TellsWhatWasStored) {
  EXPECT_EQ(line(net::Kind::account_stored, {{"mac", "0004f21a2457"}, {"reseller", "A\n"}, {"extension", "21"}}),
            "1.500 account of 0004f21a2457 stored: extension 21 of A\\x0a");
  EXPECT_EQ(line(net::Kind::gateway_log, {{"line", "x"}}), "");
}

}  // namespace
}  // namespace teleware
