#include "phones/config_reading.hpp"

#include <gtest/gtest.h>

namespace phones {
namespace {

constexpr net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});

MasterFile master(std::string_view text) {
  auto read = read_master("0004f21a2457.cfg", text, mac);
  if (const auto* fault = std::get_if<ConfigFault>(&read)) ADD_FAILURE() << to_string(*fault);
  return std::get<MasterFile>(read);
}

std::string fault(std::string_view text) {
  const auto read = read_master("0004f21a2457.cfg", text, mac);
  const auto* found = std::get_if<ConfigFault>(&read);
  return found != nullptr ? to_string(*found) : "";
}

TEST(MasterFile, NamesTheApplicationAndTheFilesInOrder) {
  const auto read = master(R"(<?xml version="1.0" standalone="yes"?>
<!-- as the stock file stands -->
<APPLICATION APP_FILE_PATH="sip.ld" CONFIG_FILES="phone-0004f21a2457.cfg, phone1.cfg,sip.cfg"
 MISC_FILES="" LOG_FILE_DIRECTORY="" OVERRIDES_DIRECTORY="" CONTACTS_DIRECTORY="" LICENSE_DIRECTORY=""/>)");
  EXPECT_EQ(read.app_file_path, "sip.ld");
  EXPECT_EQ(read.config_files, (std::vector<std::string>{"phone-0004f21a2457.cfg", "phone1.cfg", "sip.cfg"}));
  EXPECT_TRUE(read.misc_files.empty());
}

TEST(MasterFile, HasItsPlaceholderReplacedByTheMac) {
  const auto read =
      master(R"(<APPLICATION CONFIG_FILES="[PHONE_MAC_ADDRESS]-user.cfg, a-[PHONE_MAC_ADDRESS].cfg"/>)");
  EXPECT_EQ(read.config_files, (std::vector<std::string>{"0004f21a2457-user.cfg", "a-0004f21a2457.cfg"}));
}

TEST(MasterFile, SkipsEmptyNamesInItsList) {
  EXPECT_EQ(master(R"(<APPLICATION CONFIG_FILES=" , a.cfg,, b.cfg ,"/>)").config_files,
            (std::vector<std::string>{"a.cfg", "b.cfg"}));
  EXPECT_TRUE(master(R"(<APPLICATION/>)").config_files.empty());
}

TEST(MasterFile, IsHeldToTheGuidesLimits) {
  const auto list = [](std::size_t size) {
    return "<APPLICATION CONFIG_FILES=\"" + std::string(size, 'a') + "\"/>";
  };
  EXPECT_EQ(master(list(255)).config_files.size(), 1U);
  EXPECT_EQ(fault(list(256)), "0004f21a2457.cfg:1: a name in CONFIG_FILES is longer than 255 characters");
  EXPECT_EQ(fault(list(2048)), "0004f21a2457.cfg:1: CONFIG_FILES is longer than 2047 characters");
  EXPECT_EQ(fault("<APPLICATION APP_FILE_PATH=\"" + std::string(256, 'a') + "\"/>"),
            "0004f21a2457.cfg:1: APP_FILE_PATH is longer than 255 characters");
}

TEST(MasterFile, ThatIsMalformedIsRefusedWithItsLine) {
  EXPECT_EQ(fault("<?xml version=\"1.0\"?>\n<APPLICATION\n CONFIG_FILES=\"a\n"),
            "0004f21a2457.cfg:3: Error parsing element attribute");
  EXPECT_EQ(fault("<html><body>404</body></html>"), "0004f21a2457.cfg:1: has no element APPLICATION");
  EXPECT_NE(fault(""), "");
}

TEST(MasterFile, ExpandsNoEntityOfItsOwn) {
  const auto read = master(R"(<!DOCTYPE a [<!ENTITY x "boom">]><APPLICATION APP_FILE_PATH="&x;.ld"/>)");
  EXPECT_EQ(read.app_file_path, "&x;.ld");
}

Parameters config(const Parameters& before, std::string_view file, std::string_view text) {
  auto read = read_config(before, file, text);
  if (const auto* broken = std::get_if<ConfigFault>(&read)) ADD_FAILURE() << to_string(*broken);
  return std::get<Parameters>(read);
}

constexpr std::string_view own_file = R"(<phone><reg reg.1.displayName="Ann" reg.1.address="2001" reg.1.label="Ann"
 reg.1.auth.userId="ann" reg.1.auth.password="a&amp;b"/><server><x reg.1.server.1.address="10.0.0.5"
 reg.1.server.1.port="5070"/></server></phone>)";

TEST(ConfigFiles, GiveTheAccountOfTheFirstLine) {
  const auto account = account_of(config({}, "phone-0004f21a2457.cfg", own_file));
  const SipAccount expected{"ann", "a&b", "2001", "10.0.0.5", 5070, "Ann", "phone-0004f21a2457.cfg"};
  ASSERT_TRUE(std::holds_alternative<SipAccount>(account)) << std::get<std::string>(account);
  EXPECT_EQ(std::get<SipAccount>(account), expected);
}

TEST(ConfigFiles, CountFromLeftToRightAndTheFirstValueWins) {
  auto parameters = config({}, "a.cfg", own_file);
  parameters =
      config(parameters, "b.cfg", R"(<sip reg.1.auth.userId="eve" voIpProt.server.1.address="10.0.0.6"/>)");
  EXPECT_EQ(parameters.value("reg.1.auth.userId"), "ann");
  EXPECT_EQ(parameters.find("voIpProt.server.1.address")->file, "b.cfg");
}

TEST(ConfigFiles, LetAnEmptyFirstValueWinToo) {
  auto parameters = config({}, "a.cfg", R"(<reg reg.1.auth.userId=""/>)");
  parameters = config(parameters, "b.cfg", own_file);
  EXPECT_EQ(std::get<std::string>(account_of(parameters)), "reg.1.auth.userId is empty");
}

TEST(ConfigFiles, FallBackToTheCommonServer) {
  const auto parameters = config({}, "a.cfg", R"(<all><reg reg.1.auth.userId="ann" reg.1.auth.password="p"
      reg.1.server.1.address="" reg.1.server.1.port="5070"/>
      <server voIpProt.server.1.address="sip.example.net" voIpProt.server.1.port="99999"/></all>)");
  const auto account = std::get<SipAccount>(account_of(parameters));
  EXPECT_EQ(account.server, "sip.example.net");
  EXPECT_EQ(account.port, 0);         // no port at all
  EXPECT_EQ(account.address, "ann");  // nobody said another
}

TEST(ConfigFiles, WithoutAnAccountNameWhatIsMissing) {
  const auto missing = [](std::string_view text) {
    return std::get<std::string>(account_of(config({}, "a.cfg", text)));
  };
  EXPECT_EQ(missing("<sip/>"), "reg.1.auth.userId is missing");
  EXPECT_EQ(missing(R"(<sip reg.1.auth.userId="ann"/>)"), "reg.1.auth.password is missing");
  EXPECT_EQ(missing(R"(<sip reg.1.auth.userId="ann" reg.1.auth.password="p"/>)"),
            "reg.1.server.1.address is missing");
}

TEST(ConfigFiles, ThatAreMalformedAddNothing) {
  const auto read = read_config({}, "phone1.cfg", "<phone1>\n<reg reg.1.auth.userId=\"eve\"/>\n</phone2>\n");
  ASSERT_TRUE(std::holds_alternative<ConfigFault>(read));
  EXPECT_EQ(to_string(std::get<ConfigFault>(read)), "phone1.cfg:3: Start-end tags mismatch");
}

}  // namespace
}  // namespace phones
