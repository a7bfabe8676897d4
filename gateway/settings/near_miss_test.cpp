#include <gtest/gtest.h>

#include "gateway/settings/config_file.hpp"
#include "gateway/settings/configuration.hpp"
#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

// A line that is almost right, a part of what must be said to be wrong, and a part of what must be said to be
// right.
struct NearMiss {
  std::string_view line;
  std::string_view wrong;
  std::string_view right;
};
void PrintTo(const NearMiss& miss, std::ostream* out) { *out << miss.line; }

constexpr NearMiss misses[] = {
    // words
    {"Sett Dhcp Server Enabled yes", "unknown command 'Sett'", "did you mean 'Set'?"},
    {"Set Dhcp Server Enable", "Dhcp Server Enabled: a value is missing", "yes or no"},
    {"Set Dhpc Server Enabled yes", "unknown setting 'Dhpc Server Enabled'", "did you mean 'Dhcp Server Enabled'?"},
    {"Set DhcpServer Enabled yes", "unknown setting 'DhcpServer Enabled yes'", "'show' prints every setting"},
    {"Set Dhcp Server yes", "'yes' does not follow 'Dhcp Server'", "next can come: Enabled"},
    {"Set Dhcp", "'Dhcp' is not a whole setting", "next can come: Server"},
    {"Set Http Client E yes", "'E' is ambiguous", "Enabled, Events, Event"},
    {"Set Event Forwarding D yes", "'D' is ambiguous", "Discriminator, Default"},
    {"Set Event Forwarding Discriminator En yes", "'En' is ambiguous", "Entry, Enabled"},
    {"s leases", "'s' is ambiguous", "Set, show, save, System"},
    {"Set show leases", "unknown setting", "'show' prints every setting"},
    {"Http Client Http Client Enabled yes", "'Http' does not follow 'Http Client'", "Enabled"},
    {"Set: Http Client Enabled yes", "unknown", "did you mean 'Set'?"},
    {"Set=Http Client Enabled yes", "unknown setting", "show"},
    {"set set Http Client Enabled yes", "unknown setting", "show"},
    // indexes
    {"Set DHCP server TFTP server 0,http://x", "'0' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server 5,http://x", "'5' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server -1,http://x", "'-1' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server 1 http://x", "an index is missing", "<1 to 4>,<value>"},
    {"Set DHCP server TFTP server 1;http://x", "an index is missing", "<1 to 4>,<value>"},
    {"Set DHCP server TFTP server ,http://x", "an index is missing", "<1 to 4>"},
    {"Set DHCP server TFTP server 1.0,http://x", "'1.0' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server 0x1,http://x", "'0x1' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server one,http://x", "'one' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server 1 2,http://x", "'1 2' is no index", "<1 to 4>"},
    {"Set DHCP server TFTP server 18446744073709551617,x", "is no index", "<1 to 4>"},
    {"Set Dhcp Server Mac Alert Name 11,x", "'11' is no index", "<1 to 10>"},
    {"Set Event Forwarding Discriminator Entry Class 11,DHCP", "'11' is no index", "<1 to 10>"},
    {"Set Http Client Enabled 1,yes", "Http Client Enabled takes no index", "Set Http Client Enabled <value>"},
    {"no Dhcp Server Mac Alert 1,", "'1,' is no index", "<1 to 10>"},
    {"no Http Client Enabled 2", "Http Client Enabled takes no index", "no Http Client Enabled"},
    {"delete Dhcp Server Mac Alert", "an index is missing", "delete Dhcp Server Mac Alert <1 to 10>"},
    {"delete Dhcp Server Mac Alert 0", "'0' is no index", "<1 to 10>"},
    // yes or no
    {"Set Http Client Enabled true", "'true' is not a possible value", "yes or no"},
    {"Set Http Client Enabled 1", "'1' is not a possible value", "yes or no"},
    {"Set Http Client Enabled y", "'y' is not a possible value", "yes or no"},
    {"Set Http Client Enabled yes no", "'yes no' is not a possible value", "yes or no"},
    {"Set Dhcp Server Mac Alert Enabled 1,on", "'on' is not a possible value", "yes or no"},
    {"Set Dhcp Server Mac Alert Randomise Tftp Server Name 1,", "a value is missing", "yes or no"},
    {"Set Event Forwarding Enabled enabled", "'enabled' is not a possible value", "yes or no"},
    // numbers and seconds
    {"Set Http Client Connection Retries -1", "'-1' is not a possible value", "from 0 to 100"},
    {"Set Http Client Connection Retries 101", "'101' is not a possible value", "from 0 to 100"},
    {"Set Http Client Connection Retries 3 times", "'3 times' is not a possible value", "from 0 to 100"},
    {"Set Http Client Connection Retries 3.0", "'3.0' is not a possible value", "from 0 to 100"},
    {"Set Http Client Inactivity Timeout 30s", "'30s' is not a possible value", "seconds, from 1 to 3600"},
    {"Set Http Client Inactivity Timeout 0", "'0' is not a possible value", "from 1 to 3600"},
    {"Set Event Log Size 0", "'0' is not a possible value", "from 1 to 10000"},
    {"Set Event Log Size 4294967396", "'4294967396' is not a possible value", "from 1 to 10000"},
    {"Set Event Log Size +5", "'+5' is not a possible value", "from 1 to 10000"},
    {"Set Dhcp Server Lease Time 9", "'9' is not a possible value", "from 10 to"},
    {"Set Dhcp Server Number Width 33", "'33' is not a possible value", "from 1 to 32"},
    {"Set Event Forwarding Discriminator Entry Subclass 1,65536", "'65536' is not a possible value",
     "from 0 to 65535, or nothing"},
    {"Set Web Server Port 65536", "'65536' is not a possible value", "from 1 to 65535"},
    // choices
    {"Set Event Forwarding Discriminator Entry Class 1,DHPC", "'DHPC' is not a possible value", "DHCP, Script"},
    {"Set Event Forwarding Discriminator Entry Target 1,Manager", "'Manager' is not a possible value", "Manager 1"},
    {"Set Event Forwarding Discriminator Entry Target 1,Manager 5", "'Manager 5' is not a possible value",
     "Manager 4"},
    {"Set Event Forwarding Discriminator Entry Criteria 1,At-Least", "'At-Least' is not a possible value",
     "did you mean 'At Least'?"},
    {"Set Event Forwarding Discriminator Entry Severity 1,5", "'5' is not a possible value", "Emergency, Alert"},
    {"Set Event Forwarding Default Action Drop", "'Drop' is not a possible value", "Log, Ignore"},
    {"Set Event Forwarding Default Severity Debug", "'Debug' is not a possible value", "Debug-Level Messages"},
    // addresses
    {"Set Http Client File Server Ip Address 193.164.253", "is not a possible value", "193.164.253.250:8080"},
    {"Set Http Client File Server Ip Address 193.164.253.256", "is not a possible value", "an IPv4 address"},
    {"Set Http Client File Server Ip Address http://193.164.253.250", "is not a possible value", "an IPv4 address"},
    {"Set Http Client File Server Ip Address 193.164.253.250:0", "is not a possible value", "with a port"},
    {"Set Http Client File Server Ip Address 193.164.253.250:65536", "is not a possible value", "with a port"},
    {"Set Dhcp Server Router 192.168.100.one", "is not a possible value", "192.168.100.1, or nothing"},
    {"Set Dhcp Server Dns none", "'none' is not a possible value", "an IPv4 address"},
    {"Set Dhcp Server Pool First 192.168.100", "is not a possible value", "such as 192.168.100.100"},
    {"Set Dhcp Server Lan Address 192.168.100.1", "is not a possible value", "192.168.100.1/24"},
    {"Set Dhcp Server Lan Address 192.168.100.1/33", "is not a possible value", "prefixes from 8 to 30"},
    {"Set Dhcp Server Mac Alert Address 1,0004f21a24578", "is not a possible value", "up to 12 hexadecimal digits"},
    {"Set Dhcp Server Mac Alert Address 1,:0004f2", "is not a possible value", "0004f2 or 00:04:f2:1a:24:57"},
    {"Set Dhcp Server Mac Alert Mask 1,/24", "is not a possible value", "hexadecimal digits"},
    // texts and paths
    {"Set Dhcp Server Tftp Server 1,0123456789012345678901234567890123456789012345678901234567890123",
     "is not a possible value", "0 to 63 characters"},
    {"Set Dhcp Server Tftp Server 1,http://x\x07y", "is not a possible value", "0 to 63 characters"},
    {"Set Dhcp Server Mac Alert Name 1,012345678901234567890123456789012", "is not a possible value",
     "0 to 32 characters"},
    {"Set System Serial", "a value is missing", "1 to 32 characters"},
    {"Set Http Client Events Path activator/eventHandler.asp", "is not a possible value", "begins with /"},
    {"Set Http Client Events Path /activator/event Handler.asp", "is not a possible value", "begins with /"},
    {"Set Http Client Download Path ftp://193.164.253.250/", "is not a possible value", "http://"},
    {"Set Web Server Password short", "not a possible password", "8 to 128 characters"},
    {"Set Web Server User", "a value is missing", "1 to 32 characters"},
    // other commands
    {"no Event Forwarding Discriminator Entry 1", "has no switch to turn off",
     "delete Event Forwarding Discriminator Entry <1 to 10>"},
    {"no Http Client Events Path", "has no switch to turn off", "Set Http Client Events Path <value>"},
    {"no Dhcp Server Mac Alert 9", "MAC alert 9 is unconfigured", "setting any field of the row creates it"},
    {"delete Http Client Enabled", "'Http Client Enabled' is not a list", "only rows of lists"},
    {"save smg.conf", "save takes nothing", "type: save"},
    {"hdl", "a file's name is missing", "hdl <name>"},
    {"show leases 1", "'1' does not follow 'leases'", "nothing can come next"},
    {"show mac alert 11", "'11' is no index", "<1 to 10>"},
    {"show http client 1", "takes no index", "show http client"},
    {"help laeses", "unknown setting 'laeses'", "did you mean 'leases'?"},
};

class NearMisses : public testing::TestWithParam<NearMiss> {};

TEST_P(NearMisses, AreRefusedChangeNothingAndSayWhatIsWrongAndWhatIsAllowed) {
  const auto& [line, wrong, right] = GetParam();
  Configuration configuration(*profile("note"));
  auto parsed = parse_command(line);
  std::optional<Refusal> refusal;
  if (const auto* found = std::get_if<Refusal>(&parsed)) {
    refusal = *found;
  } else {
    refusal = configuration.obey(std::span(&std::get<Command>(parsed), 1));
  }
  ASSERT_TRUE(refusal) << "it was obeyed";
  EXPECT_NE(refusal->message.find(wrong), std::string::npos) << refusal->message;
  EXPECT_NE(refusal->help.find(right), std::string::npos) << refusal->help;
  EXPECT_LE(refusal->column, line.size());
  EXPECT_EQ(configuration.settings(), *profile("note"));
  EXPECT_EQ(read_config(line, *profile("note")).mistakes.size(), 1U) << "a file is no more lenient";
}

INSTANTIATE_TEST_SUITE_P(Command, NearMisses, testing::ValuesIn(misses));
static_assert(std::size(misses) >= 60);

}  // namespace
}  // namespace gateway
