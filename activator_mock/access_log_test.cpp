#include "activator_mock/access_log.hpp"

#include <gtest/gtest.h>

namespace activator {
namespace {

// The line for what is noted one and a half seconds into a run.
std::string line(net::Kind kind, std::initializer_list<net::Field> fields) {
  std::string shown;
  net::Journal journal([] { return net::TimePoint(std::chrono::milliseconds(1500)); });
  journal.subscribe([&](const net::Record& record) { shown = access_line(record); });
  journal.note(kind, "activator", fields);
  return shown;
}

std::string path(std::string target, std::string mac = "") {
  const auto text =
      line(net::Kind::file_answered, {{"method", "GET"}, {"path", std::move(target)}, {"mac", std::move(mac)}});
  const auto begin = text.find("GET ") + 4;
  return text.substr(begin, text.find(" -> ") - begin);
}

TEST(AccessLog, TellsWhoAskedForWhatWithoutTheNumber) {
  EXPECT_EQ(line(net::Kind::file_answered, {{"method", "GET"},
                                            {"path", "/phoneprovisioning/020319816065/0004f21a2457.cfg"},
                                            {"status", 200},
                                            {"mac", "0004f21a2457"},
                                            {"from", "10.0.0.7:1024"},
                                            {"user_agent", "FileTransport x"},
                                            {"bytes", 440}}),
            "1.500 10.0.0.7:1024 GET /phoneprovisioning/<number>/0004f21a2457.cfg -> 200 440 \"FileTransport x\"");
}

TEST(AccessLog, MasksANumberHoweverItIsWritten) {
  EXPECT_EQ(path("/b/1/sip.ld"), "/b/<number>/sip.ld");
  EXPECT_EQ(path("/b/020319816065"), "/b/<number>");
  EXPECT_EQ(path("/b/020319816065sip.ld"), "/b/<number>sip.ld");
  EXPECT_EQ(path("/b/%30%32%30319816065/sip.ld"), "/b/<number>/sip.ld");
  EXPECT_EQ(path("/b/%30%32%30319816065/%zz"), "<unreadable>");
  EXPECT_EQ(path("/b/1/000412345678.cfg", "000412345678"), "/b/<number>/000412345678.cfg");
}

TEST(AccessLog, ShowsNothingThatATerminalWouldObey) {
  EXPECT_EQ(path("/b/%1b%5b2J%0a"), "/b/\\x1b[2J\\x0a");
  EXPECT_EQ(line(net::Kind::file_answered, {{"path", "/"}, {"user_agent", "a\x9b\r"}}),
            "1.500   / -> 0 0 \"a\\x9b\\x0d\"");
}

TEST(AccessLog, TellsOfEventsAccountsAndDirectoriesWithoutTheirSecrets) {
  EXPECT_EQ(line(net::Kind::event_received, {{"id", "SMG000001-7"},
                                             {"serial", "SMG000001"},
                                             {"class", "DHCP"},
                                             {"subclass", 67},
                                             {"text", "Leased Mac 0004f21a2457 Rand 020319816065"},
                                             {"mac", "0004f21a2457"},
                                             {"ip", "192.168.100.100"},
                                             {"rand", "020319816065"},
                                             {"duplicate", true},
                                             {"status", 200}}),
            "1.500 event SMG000001-7 from SMG000001: DHCP 67 0004f21a2457 192.168.100.100 -> 200 (seen before)");
  EXPECT_EQ(line(net::Kind::account_fetched, {{"mac", "0004f21a2457"}, {"status", 404}, {"outcome", "complete"}}),
            "1.500 account of 0004f21a2457: complete 404");
  EXPECT_EQ(
      line(net::Kind::directory_made, {{"path", "PhoneProvisioning/x"}, {"files", 4}, {"number", "020319816065"}}),
      "1.500 made PhoneProvisioning/x: 4 files, below <number>");
  EXPECT_EQ(line(net::Kind::gateway_log, {{"line", "x"}}), "");
}

}  // namespace
}  // namespace activator
