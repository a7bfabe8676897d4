#include "phones/boot_server.hpp"

#include <gtest/gtest.h>

namespace phones {
namespace {

using Said = BootServerOptions;

BootServerChoice choose(const Said& said, BootServerMode mode = BootServerMode::custom_then_66,
                        const std::optional<std::string>& fixed = std::nullopt) {
  DhcpBehaviour behaviour;
  behaviour.boot_server = mode;
  return choose_boot_server(behaviour, said, fixed);
}

TEST(BootServerChoice, PrefersTheCustomOption) {
  const auto choice = choose({"http://10.0.0.1", "http://10.0.0.2"});
  EXPECT_EQ(choice.text, "http://10.0.0.1");
  EXPECT_EQ(choice.why, "used option 160");
}

TEST(BootServerChoice, FallsBackToOption66) {
  const auto choice = choose({std::nullopt, "http://10.0.0.2"});
  EXPECT_EQ(choice.text, "http://10.0.0.2");
  EXPECT_EQ(choice.why, "used option 66; option 160 absent");
}

TEST(BootServerChoice, TakesAnEmptyOptionAsAbsent) {
  EXPECT_EQ(choose({"", "http://10.0.0.2"}).why, "used option 66; option 160 absent");
  EXPECT_EQ(choose({"", ""}).text, "");
}

TEST(BootServerChoice, SaysWhatIsAbsentWhenNothingIsSaid) {
  EXPECT_EQ(choose({}).text, "");
  EXPECT_EQ(choose({}).why, "option 160 and option 66 absent");
}

TEST(BootServerChoice, FollowsTheMenu) {
  const Said both{"http://10.0.0.1", "http://10.0.0.2"};
  EXPECT_EQ(choose(both, BootServerMode::option_66).text, "http://10.0.0.2");
  EXPECT_EQ(choose({std::nullopt, "http://10.0.0.2"}, BootServerMode::custom).why, "option 160 absent");
  const auto fixed = choose(both, BootServerMode::custom_then_66, "http://10.0.0.3");
  EXPECT_EQ(fixed.text, "http://10.0.0.3");
  EXPECT_EQ(fixed.why, "used the static boot server; DHCP is not asked");
}

BootServer read(std::string_view text) {
  auto server = read_boot_server(text);
  if (const auto* problem = std::get_if<std::string>(&server)) ADD_FAILURE() << *problem;
  return std::get<BootServer>(server);
}

std::string refusal(std::string_view text) {
  auto server = read_boot_server(text);
  return std::holds_alternative<std::string>(server) ? std::get<std::string>(server) : "";
}

TEST(BootServerString, LeadsToAnEndpointAndADirectory) {
  const BootServer expected{
      {net::Ipv4Address(193, 164, 253, 250), 80}, "193.164.253.250", "/phoneprovisioning/0203", "", "", {}};
  EXPECT_EQ(read("http://193.164.253.250/phoneprovisioning/0203"), expected);
  EXPECT_EQ(read("HTTP://193.164.253.250/phoneprovisioning/0203//"), expected);
  EXPECT_EQ(target_of(expected, "sip.cfg"), "/phoneprovisioning/0203/sip.cfg");
}

TEST(BootServerString, MayNameAPortOrNoDirectory) {
  const auto server = read("http://10.0.0.1:8667");
  EXPECT_EQ(server.endpoint.port, 8667);
  EXPECT_EQ(server.host, "10.0.0.1:8667");
  EXPECT_EQ(target_of(server, "sip.cfg"), "/sip.cfg");
  EXPECT_EQ(target_of(read("http://10.0.0.1/"), "sip.cfg"), "/sip.cfg");
}

TEST(BootServerString, MayNameAHostThatIsToBeLookedUp) {
  const auto server = read("http://Prov.example.net:8667/a");
  EXPECT_EQ(server.name, "Prov.example.net");
  EXPECT_EQ(server.host, "Prov.example.net:8667");
  EXPECT_EQ(server.endpoint, (net::Endpoint{net::Ipv4Address::any(), 8667}));
  EXPECT_EQ(server.base_path, "/a");
  EXPECT_EQ(read("http://10.0.0.1/a").name, "");
}

TEST(BootServerString, MayEndInAMasterFile) {
  const auto server = read("http://10.0.0.1/a/000000000000.cfg");
  EXPECT_EQ(server.base_path, "/a");
  EXPECT_EQ(server.master_file, "000000000000.cfg");
  EXPECT_EQ(read("http://10.0.0.1/a/.cfg").master_file, "");  // too short to be one
}

TEST(BootServerString, OfAnotherKindIsRefusedByName) {
  EXPECT_EQ(refusal("https://10.0.0.1/a"), "boot server 'https://10.0.0.1/a': https is not simulated, only http");
  EXPECT_EQ(refusal("tftp://10.0.0.1/a"), "boot server 'tftp://10.0.0.1/a': tftp is not simulated, only http");
  EXPECT_EQ(refusal("http://300.1.1.1/a"),
            "boot server 'http://300.1.1.1/a': '300.1.1.1' is neither an IPv4 address nor a name");
  EXPECT_NE(refusal("http://prov..net/a"), "");
  EXPECT_EQ(refusal("10.0.0.1"),
            "boot server '10.0.0.1': names no protocol, and the factory's own choice, FTP, is not simulated");
  EXPECT_EQ(refusal("http://u:p@10.0.0.1"),
            "boot server 'http://u:p@10.0.0.1': user and password are not simulated");
  EXPECT_EQ(refusal("http://0.0.0.0"), "boot server 'http://0.0.0.0': 0.0.0.0 is no address of one host");
}

TEST(BootServerString, CannotSmuggleALineIntoARequest) {
  EXPECT_NE(refusal("http://10.0.0.1/a\r\nEvil: yes"), "");
  EXPECT_NE(refusal("http://10.0.0.1/a b"), "");
  EXPECT_NE(refusal("http://10.0.0.1/a%20b"), "");
  EXPECT_NE(refusal("http://10.0.0.1/a?b"), "");
  EXPECT_NE(refusal("http://"), "");
  EXPECT_NE(refusal(std::string("http://10.0.0.1/\0x", 18)), "");
}

}  // namespace
}  // namespace phones
