#include "teleware_mock/teleware.hpp"

#include <gtest/gtest.h>

namespace teleware {
namespace {

const auto lobby = *net::MacAddress::parse("0004f21a2457");
const std::string lobby_json =
    R"({"mac": "0004f21a2457", "user": "2001", "password": "s3cret", "reseller": "Acme"})";

// A platform, and the words to speak to it.
class TelewareTest : public testing::Test {
 protected:
  TelewareTest() {
    journal_.subscribe([this](const net::Record& record) { noted_.push_back(record); });
  }

  net::HttpResponse ask(std::string method, std::string target, std::string body = "") {
    std::optional<net::HttpResponse> answer;
    net::dispatch(routes_, {std::move(method), std::move(target), {}, std::move(body), {}},
                  [&](net::HttpResponse response) { answer = std::move(response); });
    EXPECT_TRUE(answer) << "answered at once";
    return answer.value_or(net::HttpResponse{});
  }

  Accounts accounts_;
  std::vector<net::Record> noted_;
  net::Journal journal_{[] { return net::TimePoint{}; }};
  Teleware teleware_{accounts_, journal_};
  std::vector<net::HttpRoute> routes_ = teleware_.routes();
};

TEST_F(TelewareTest, AnswersWithTheAccountOfTheMac) {
  accounts_.store(lobby, {"2001", "s3cret", "sip.example", "21", "Acme"});
  const auto answer = ask("POST", "/twautoprovisioning", "mac=0004F21A2457&rand=020319816065&serial=SMG000001");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body,
            R"({"user":"2001","password":"s3cret","server":"sip.example","extension":"21","reseller":"Acme"})");
  ASSERT_EQ(noted_.size(), 1U);
  EXPECT_EQ(noted_[0].kind, net::Kind::account_requested);
  EXPECT_EQ(noted_[0].text("mac"), "0004f21a2457");
  EXPECT_EQ(noted_[0].text("rand"), "020319816065");
  EXPECT_EQ(noted_[0].text("serial"), "SMG000001");
  EXPECT_EQ(noted_[0].number("status"), 200);
}

TEST_F(TelewareTest, KnowsNoAccountForAnotherMac) {
  EXPECT_EQ(ask("POST", "/twautoprovisioning", "mac=0004f2000001&rand=1").status, 404);
  EXPECT_EQ(noted_.back().number("status"), 404);
}

TEST_F(TelewareTest, RefusesAMalformedFormNamingTheFields) {
  const auto answer = ask("POST", "/twautoprovisioning", "mac=lobby&rand=12a");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"({"errors":[{"field":"mac","reason":"must be a MAC address of 12 hex digits"},)"
                         R"({"field":"rand","reason":"must be a decimal number of at most 64 digits"}]})");
  EXPECT_EQ(noted_.back().number("status"), 400);
  EXPECT_EQ(ask("POST", "/twautoprovisioning").status, 400);
  EXPECT_EQ(ask("GET", "/twautoprovisioning").status, 405);
}

TEST_F(TelewareTest, TakesAnAccountGivesItBackAndForgetsIt) {
  const auto created = ask("POST", "/accounts", lobby_json);
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(net::field(created.fields, "location"), "/accounts/0004f21a2457");
  EXPECT_EQ(ask("GET", "/accounts/00:04:F2:1A:24:57").body, created.body);
  EXPECT_EQ(ask("GET", "/accounts").body, "{\"accounts\":[" + created.body + "]}");
  EXPECT_EQ(ask("DELETE", "/accounts/0004f21a2457").status, 204);
  EXPECT_EQ(ask("DELETE", "/accounts/0004f21a2457").status, 404);
  EXPECT_EQ(ask("GET", "/accounts/0004f21a2457").status, 404);
  EXPECT_EQ(ask("GET", "/accounts").body, R"({"accounts":[]})");
}

TEST_F(TelewareTest, NotesWhatItStored) {
  ask("POST", "/accounts", lobby_json);
  ASSERT_EQ(noted_.size(), 1U);
  EXPECT_EQ(noted_[0].kind, net::Kind::account_stored);
  EXPECT_EQ(noted_[0].text("reseller"), "Acme");
  EXPECT_EQ(noted_[0].text("extension"), "2001");
}

TEST_F(TelewareTest, RefusesASecondAccountForOneMacAndKeepsTheFirst) {
  ask("POST", "/accounts", lobby_json);
  EXPECT_EQ(ask("POST", "/accounts", R"({"mac": "0004f21a2457", "user": "x", "password": "y"})").status, 409);
  EXPECT_EQ(accounts_.find(lobby)->user, "2001");
}

TEST_F(TelewareTest, ReplacesWithPutAndSaysWhetherItWasNew) {
  EXPECT_EQ(ask("PUT", "/accounts/0004f21a2457", R"({"user": "a", "password": "b"})").status, 201);
  EXPECT_EQ(ask("PUT", "/accounts/0004f21a2457", R"({"user": "c", "password": "d"})").status, 200);
  EXPECT_EQ(accounts_.find(lobby)->user, "c");
}

TEST_F(TelewareTest, RefusesWhatItCannotRead) {
  EXPECT_EQ(ask("POST", "/accounts", "{").status, 400);
  EXPECT_EQ(ask("PUT", "/accounts/0004f21a2457", R"({"user": "a"})").body,
            R"({"errors":[{"field":"password","reason":"is missing"}]})");
  EXPECT_EQ(ask("GET", "/accounts/lobby").status, 400);
  EXPECT_TRUE(accounts_.all().empty());
}

}  // namespace
}  // namespace teleware
