#include "teleware_mock/account_json.hpp"

#include <gtest/gtest.h>

namespace teleware {
namespace {

const auto lobby = *net::MacAddress::parse("0004f21a2457");

Mistakes mistakes_in(std::string_view json, std::optional<net::MacAddress> mac = std::nullopt) {
  const auto parsed = parse_account(json, mac);
  const auto* mistakes = std::get_if<Mistakes>(&parsed);
  return mistakes != nullptr ? *mistakes : Mistakes{};
}

TEST(AccountJson, ReadsAnAccountAndFillsInWhatMayBeLeftOut) {
  const auto parsed = parse_account(R"({"mac": "00:04:F2:1A:24:57", "user": "2001", "password": "s3cret"})");
  const Entry expected{lobby, {"2001", "s3cret", default_server, "2001", "Default"}};
  EXPECT_EQ(std::get<Entry>(parsed), expected);
}

TEST(AccountJson, SaysOfEveryFieldWhatIsWrongWithIt) {
  const auto text = R"({"mac": "lobby", "user": "", "server": 5, "extension": "1\u0001", "colour": "red"})";
  const Mistakes expected = {
      {"mac", "must be a MAC address as text, such as \"0004f21a2457\""},
      {"user", "is empty"},
      {"password", "is missing"},
      {"server", "must be text, not number"},
      {"extension", "holds a control character"},
      {"colour", "is not a field of an account (mac, user, password, server, extension, reseller)"},
  };
  EXPECT_EQ(mistakes_in(text), expected);
}

TEST(AccountJson, LetsAHostileResellerPass) {
  const auto parsed =
      parse_account(R"({"mac": "0004f21a2457", "user": "u", "password": "p", "reseller": "../\u0000x"})");
  EXPECT_EQ(std::get<Entry>(parsed).account.reseller, std::string("../\0x", 5));
}

TEST(AccountJson, TakesTheAddressOfThePathButNoOtherBesideIt) {
  EXPECT_EQ(std::get<Entry>(parse_account(R"({"user": "u", "password": "p"})", lobby)).mac, lobby);
  const Mistakes expected = {{"mac", "is not the address in the path"}};
  EXPECT_EQ(mistakes_in(R"({"mac": "0004f2000001", "user": "u", "password": "p"})", lobby), expected);
}

TEST(AccountJson, RefusesAMulticastAddressWhereverItStands) {
  const Mistakes expected = {{"mac", "is a multicast address: no handset has it"}};
  EXPECT_EQ(mistakes_in(R"({"mac": "0104f2000001", "user": "u", "password": "p"})"), expected);
  EXPECT_EQ(mistakes_in(R"({"user": "u", "password": "p"})", net::MacAddress::broadcast()), expected);
}

TEST(AccountJson, RefusesWhatIsNoJsonObject) {
  EXPECT_EQ(mistakes_in("{"), (Mistakes{{"", "is not JSON"}}));
  EXPECT_EQ(mistakes_in("{\"user\": \"\xff\"}"), (Mistakes{{"", "is not JSON"}}));
  EXPECT_EQ(mistakes_in("[]"), (Mistakes{{"", "must be a JSON object"}}));
}

TEST(AccountJson, ReadsAListAndNamesThePlacesOfItsMistakes) {
  const std::string one = R"({"mac": "0004f21a2457", "user": "u", "password": "p"})";
  EXPECT_EQ(std::get<0>(parse_accounts("[" + one + "]")).size(), 1U);
  EXPECT_EQ(std::get<0>(parse_accounts(R"({"accounts": [)" + one + "]}")).size(), 1U);
  EXPECT_EQ(std::get<Mistakes>(parse_accounts("[" + one + "," + one + R"(, 7, {"user": "u", "password": "p"}])")),
            (Mistakes{{"accounts[1].mac", "stands in the list twice"},
                      {"accounts[2]", "must be a JSON object"},
                      {"accounts[3].mac", "is missing"}}));
  EXPECT_EQ(std::get<Mistakes>(parse_accounts("{}")), (Mistakes{{"accounts", "must be a list"}}));
}

TEST(AccountJson, ReadsBackWhatItWrote) {
  Accounts accounts;
  const Account account{"2001", "p\"<&>\\", "sip.example", "2", "A/c\x01me \xc3\xa9"};
  accounts.store(lobby, account);
  EXPECT_EQ(std::get<0>(parse_accounts(to_json(accounts))), (std::vector<Entry>{{lobby, account}}));
}

TEST(AccountJson, WritesTextThatIsNoUtf8AsReplacementsInsteadOfFailing) {
  EXPECT_EQ(provisioning_answer({"\xff", "", "", "", ""}),
            "{\"user\":\"\xef\xbf\xbd\",\"password\":\"\",\"server\":\"\",\"extension\":\"\",\"reseller\":\"\"}");
}

}  // namespace
}  // namespace teleware
