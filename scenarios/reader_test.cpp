#include "scenarios/reader.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/test_support.hpp"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

Reading read(std::string_view text) { return read_scenario(text, "test.yaml", FakeVocabulary()); }

Scenario good(std::string_view text) {
  auto reading = read(text);
  EXPECT_EQ(print(reading), "");
  return reading.scenario.value_or(Scenario{});
}

std::string content(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

constexpr std::string_view small = R"(version: 1
name: small
phones:
  lobby: {model: SoundPoint IP 450, mac: "0004f21a2457"}
steps:
  - power_on: lobby
)";

std::string small_and(std::string_view more) { return std::string(small) + std::string(more); }

TEST(Reader, FillsInWhatTheAuthorLeftOut) {
  const auto scenario = good(small);
  EXPECT_EQ(scenario.name, "small");
  EXPECT_EQ(scenario.seed, 1U);
  EXPECT_EQ(scenario.gateway.profile, "note");
  EXPECT_EQ(scenario.worlds, (std::vector{WorldKind::live, WorldKind::memory}));
  ASSERT_EQ(scenario.phones.size(), 1U);
  EXPECT_EQ(scenario.phones[0].name, "lobby");
  EXPECT_EQ(scenario.phones[0].group, "lobby");
  EXPECT_EQ(scenario.phones[0].where, (SourcePos{"test.yaml", 4, 3}));
}

TEST(Reader, KnowsWhereEachStepAndEachOfItsFieldsStands) {
  const auto scenario = good(small_and("  - expect_get: {phone: lobby, file: a.cfg, status: 200}\n"));
  const auto& step = scenario.steps.at(1);
  EXPECT_EQ(step.where, (SourcePos{"test.yaml", 7, 5}));
  EXPECT_EQ(step.underline, 10);
  ASSERT_NE(field(step, "status"), nullptr);
  EXPECT_EQ(field(step, "status")->column, 45);
  EXPECT_EQ(field(step, "status")->length, 11);
  EXPECT_EQ(field(step, "outcome"), nullptr);
}

TEST(Reader, TakesTheTextOfAScalarWhateverYamlWouldMakeOfIt) {
  const auto scenario = good(R"(version: 1
name: no
teleware:
  accounts:
    - {mac: 000412345678, reseller: no, extension: 0012, password: 1e3}
phones:
  a: {model: SoundPoint IP 450, mac: 000412345678}
steps:
  - power_on: a
)");
  EXPECT_EQ(scenario.name, "no");
  ASSERT_EQ(scenario.accounts.size(), 1U);
  EXPECT_EQ(scenario.accounts[0].reseller, "no");
  EXPECT_EQ(scenario.accounts[0].extension, "0012");
  EXPECT_EQ(scenario.accounts[0].user, "0012");
  EXPECT_EQ(scenario.accounts[0].password, "1e3");
  EXPECT_EQ(config_stem(scenario.phones[0].mac), "000412345678");
}

TEST(Reader, ExpandsAGroupAndItsAccounts) {
  const auto scenario = good(R"(version: 1
name: office
teleware:
  accounts:
    - {phone: office, reseller: Acme, extension: 0099, user: "u${extension}", password: "p-${mac}"}
phones:
  office: {model: SoundPoint IP 450, mac: "0004f2aabbff", count: 3}
steps:
  - power_on: office
  - expect_provisioned: office-3
)");
  ASSERT_EQ(scenario.phones.size(), 3U);
  EXPECT_EQ(scenario.phones[1].name, "office-2");
  EXPECT_EQ(scenario.phones[1].group, "office");
  EXPECT_EQ(config_stem(scenario.phones[1].mac), "0004f2aabc00");
  ASSERT_EQ(scenario.accounts.size(), 3U);
  EXPECT_EQ(scenario.accounts[2].extension, "0101");
  EXPECT_EQ(scenario.accounts[2].user, "u0101");
  EXPECT_EQ(scenario.accounts[2].password, "p-0004f2aabc01");
}

TEST(Reader, ReadsTheGatewaysCommandsWithTheirPlaces) {
  const auto scenario = good(small_and(R"(gateway:
  profile: factory
  cli: |

    # a remark
    Set Dhcp Server Enabled yes
    Http Client Enabled no
)"));
  EXPECT_EQ(scenario.gateway.profile, "factory");
  EXPECT_EQ(scenario.gateway.cli,
            (std::vector<std::string>{"Set Dhcp Server Enabled yes", "Http Client Enabled no"}));
  EXPECT_EQ(scenario.gateway.cli_where, (std::vector<SourcePos>{{"test.yaml", 12, 5}, {"test.yaml", 13, 5}}));
}

TEST(Reader, ReadsEveryFieldOfEveryStep) {
  const auto scenario = good(small_and(R"(  - power_on: {phone: lobby, id: boot}
  - wait: 1.5h
  - expect_lease: {phone: lobby, address: 192.168.100.100, boot_server: "http://*", number: 18 digits, fresh: yes, renewal: no, within: 10s}
  - expect_event: {at: activator, class: DHCP, subclass: 67, phone: lobby, severity: Notice, count: 2}
  - expect_get: {phone: lobby, path: "/x/${number}/${mac}.cfg", status: 404, outcome: complete, never: true}
  - expect_provisioned: {phone: lobby, user: "2001", after: boot}
  - expect_log: {phone: lobby, line: "DHCP: Leased ${address}"}
  - expect_log:
      phone: lobby
      lines: |
        one
        two ${number}
  - expect_log: {contains: Alert, never: yes}
  - expect_directory: {phone: lobby, never: yes, within: 5s}
  - power_off: lobby
)"));
  ASSERT_EQ(scenario.steps.size(), 12U);
  EXPECT_EQ(scenario.worlds, std::vector{WorldKind::memory}) << "an hour and a half is too long to wait live";
  const auto& lease = std::get<ExpectLease>(scenario.steps[3].what);
  EXPECT_EQ(std::get<NumberOfDigits>(lease.number.value()).digits, 18);
  EXPECT_TRUE(lease.fresh);
  EXPECT_EQ(lease.renewal, false);
  EXPECT_EQ(lease.window.within, net::Duration(10s));
  EXPECT_EQ(std::get<ExpectEvent>(scenario.steps[4].what).window.count, 2);
  EXPECT_EQ(std::get<ExpectLog>(scenario.steps[8].what).lines, (std::vector<std::string>{"one", "two ${number}"}));
  EXPECT_EQ(find_step(scenario, "boot"), 1U);
  EXPECT_EQ(find_step(scenario, "12"), 11U);
  EXPECT_EQ(find_step(scenario, "13"), std::nullopt);
}

TEST(Reader, SaysEachStepInOneSentence) {
  const auto scenario =
      good(small_and(R"(  - expect_get: {phone: lobby, file: 0004f21a2457.cfg, status: 200, within: 5s}
  - expect_event: {class: DHCP, subclass: 67, phone: lobby, count: 1, within: 2s}
  - expect_lease: {phone: lobby, number: none}
  - expect_directory: {phone: lobby, never: yes}
)"));
  EXPECT_EQ(describe(scenario.steps[0]), "power on lobby");
  EXPECT_EQ(describe(scenario.steps[1]), "expect lobby to GET 0004f21a2457.cfg and receive 200 within 5 s");
  EXPECT_EQ(describe(scenario.steps[2]),
            "expect activator to receive event DHCP 67 about lobby exactly once within 2 s");
  EXPECT_EQ(describe(scenario.steps[3]), "expect lobby to get a lease with no number within 30 s");
  EXPECT_EQ(describe(scenario.steps[4]), "expect activator never to make the directory of lobby within 30 s");
}

TEST(Reader, DerivesTheWorldsFromWhatTheScenarioNeeds) {
  EXPECT_EQ(good(small_and("gateway: {command: dnsmasq -d}\n")).worlds, std::vector{WorldKind::live});
  EXPECT_EQ(good(small_and("worlds: [memory]\n")).worlds, std::vector{WorldKind::memory});
}

TEST(Reader, RefusesAFileThatIsTooLargeOrNotText) {
  EXPECT_NE(print(read(std::string(max_file_size + 1, ' '))).find("larger than"), std::string::npos);
  EXPECT_NE(print(read("\xff\xfe")).find("not UTF-8"), std::string::npos);
  EXPECT_NE(print(read(std::string("a\0b", 3))).find("not UTF-8"), std::string::npos);
  EXPECT_NE(print(read_scenario_file("/no/such/file", FakeVocabulary())).find("cannot read"), std::string::npos);
  EXPECT_NE(print(read_scenario_file("/", FakeVocabulary())).find("cannot read"), std::string::npos);
}

// Each mistake that an author can make has its message in rejected/, the whole text of it. To accept new texts, run
// with DIALTONE_ACCEPT=1 and read the difference.
TEST(Reader, RefusesEachRejectedFileInTheWordsBesideIt) {
  const bool accept = std::getenv("DIALTONE_ACCEPT") != nullptr;
  int files = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SCENARIOS_FOLDER) / "rejected")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    const auto golden = fs::path(entry.path()).replace_extension(".err");
    const auto reading = read_scenario(content(entry.path()), entry.path().filename().string(), FakeVocabulary());
    EXPECT_FALSE(reading.scenario.has_value()) << entry.path();
    if (accept) std::ofstream(golden, std::ios::binary) << print(reading);
    EXPECT_EQ(print(reading), content(golden)) << entry.path();
  }
  EXPECT_GE(files, 12);
}

TEST(Reader, TakesEveryScenarioOfTheProduct) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator(SCENARIOS_FOLDER)) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    const auto reading = read_scenario_file(entry.path().string(), FakeVocabulary());
    EXPECT_EQ(print(reading), "");
    EXPECT_TRUE(reading.text.starts_with("# ")) << entry.path() << " begins with what it proves";
  }
  EXPECT_GE(files, 10);
}

}  // namespace
}  // namespace scenarios
