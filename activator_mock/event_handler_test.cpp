#include "activator_mock/event_handler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "activator_mock/activator.hpp"
#include "activator_mock/test_support.hpp"
#include "net/http/url.hpp"
#include "net/virtual_loop.hpp"

namespace activator {
namespace {

using namespace std::chrono_literals;

// A whole Activator in virtual time with a Teleware that answers when told to, and the words to tell a story with.
class EventHandlerTest : public testing::Test {
 protected:
  EventHandlerTest() {
    journal_.subscribe([this](const net::Record& record) { noted_.push_back(record); });
    settings_.root = root_.path();
    settings_.store = {.durable = false, .bootrom_size = 1024, .sip_size = 1024};
  }

  static std::string alert(const std::string& id, const std::string& rand,
                           const std::string& mac = "0004f21a2457") {
    return "id=" + id + "&serial=SMG000001&class=DHCP&subclass=67&severity=Notice&mac=" + mac + "&rand=" + rand;
  }

  int post(const std::string& form) { return ask("POST", "/activator/eventHandler.asp", form).status; }
  int get(const std::string& number_and_file) { return ask("GET", "/phoneprovisioning/" + number_and_file).status; }

  net::HttpResponse ask(std::string method, std::string target, std::string body = "") {
    if (!activator_) activator_.emplace(settings_, loop_, teleware_, journal_);
    std::optional<net::HttpResponse> answer;
    net::dispatch(activator_->routes(), {std::move(method), std::move(target), {}, std::move(body), {}},
                  [&](net::HttpResponse response) { answer = std::move(response); });
    EXPECT_TRUE(answer) << "answered at once";
    return answer.value_or(net::HttpResponse{});
  }

  void pass(net::Duration time) {
    loop_.run_until([] { return false; }, loop_.now() + time);
  }

  std::vector<net::Record> notes(net::Kind kind) {
    std::vector<net::Record> found;
    std::ranges::copy_if(noted_, std::back_inserter(found),
                         [&](const auto& record) { return record.kind == kind; });
    return found;
  }

  TempDirectory root_;
  net::VirtualLoop loop_;
  FakeClient teleware_;
  std::vector<net::Record> noted_;
  net::Journal journal_{[this] { return loop_.now(); }};
  Settings settings_;
  std::optional<Activator> activator_;
};

TEST_F(EventHandlerTest, AcceptsAnAlertAtOnceAndMakesTheFilesWhenTelewareAnswers) {
  EXPECT_EQ(post(alert("1", "111")), 200);
  EXPECT_EQ(get("111/0004f21a2457.cfg"), 404) << "the files do not exist yet";
  ASSERT_EQ(teleware_.asked.size(), 1U);
  EXPECT_EQ(teleware_.asked[0].request.method, "POST");
  EXPECT_EQ(teleware_.asked[0].request.target, "/twautoprovisioning");
  EXPECT_EQ(teleware_.asked[0].request.body, "mac=0004f21a2457&rand=111&serial=SMG000001");
  teleware_.answer(0, 200, lobby_answer);
  EXPECT_EQ(get("111/0004f21a2457.cfg"), 200);
}

TEST_F(EventHandlerTest, NotesTheEventTheAccountAndTheDirectory) {
  post(alert("1", "111") + "&ip=192.168.100.100&name=PhoneProv&text=t&option66=http%3A%2F%2Fx%2F111");
  teleware_.answer(0, 200, lobby_answer);
  ASSERT_EQ(noted_.size(), 3U);
  EXPECT_EQ(noted_[0].kind, net::Kind::event_received);
  EXPECT_EQ(noted_[0].text("class"), "DHCP");
  EXPECT_EQ(noted_[0].number("subclass"), 67);
  EXPECT_EQ(noted_[0].text("mac"), "0004f21a2457");
  EXPECT_EQ(noted_[0].text("ip"), "192.168.100.100");
  EXPECT_EQ(noted_[0].text("rand"), "111");
  EXPECT_EQ(noted_[0].text("option66"), "http://x/111");
  EXPECT_FALSE(noted_[0].flag("duplicate"));
  EXPECT_EQ(noted_[0].number("status"), 200);
  EXPECT_EQ(noted_[1].kind, net::Kind::account_fetched);
  EXPECT_EQ(noted_[1].number("status"), 200);
  EXPECT_EQ(noted_[1].text("outcome"), "complete");
  EXPECT_EQ(noted_[2].kind, net::Kind::directory_made);
  EXPECT_EQ(noted_[2].text("path"), "PhoneProvisioning/cfgs/TeleWare/Acme/0004f21a2457");
  EXPECT_EQ(noted_[2].number("files"), 4);
  EXPECT_EQ(noted_[2].text("number"), "111");
}

TEST_F(EventHandlerTest, AnswersAnIdSeenBeforeAndIgnoresIt) {
  post(alert("1", "111"));
  teleware_.answer(0, 200, lobby_answer);
  EXPECT_EQ(post(alert("1", "222")), 200);
  EXPECT_EQ(teleware_.asked.size(), 1U);
  EXPECT_EQ(get("111/sip.cfg"), 200) << "a repeated event must not end the number";
  const auto events = notes(net::Kind::event_received);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_TRUE(events[1].flag("duplicate"));
}

TEST_F(EventHandlerTest, RefusesWhatIsNoEventAndDoesNotRememberItsId) {
  EXPECT_EQ(post("id=1&class=DHCP&subclass=67&mac=lobby&rand=1"), 400);
  EXPECT_EQ(notes(net::Kind::event_received).at(0).number("status"), 400);
  EXPECT_EQ(post(std::string(20000, 'x')), 413);
  EXPECT_EQ(post(alert("1", "111")), 200);
  EXPECT_EQ(teleware_.asked.size(), 1U);
}

TEST_F(EventHandlerTest, AcceptsOtherEventsAndAsksNobodyAboutThem) {
  EXPECT_EQ(post("id=1&class=Script&subclass=9999&severity=Notice"), 200);
  EXPECT_EQ(post("id=2&class=DHCP&subclass=67&mac=0004f21a2457"), 200) << "an alert without a number";
  EXPECT_TRUE(teleware_.asked.empty());
}

TEST_F(EventHandlerTest, MakesNothingForAHandsetWithoutAnAccount) {
  post(alert("1", "111"));
  teleware_.answer(0, 404);
  pass(1h);
  EXPECT_EQ(teleware_.asked.size(), 1U);
  EXPECT_TRUE(notes(net::Kind::directory_made).empty());
  EXPECT_TRUE(std::filesystem::is_empty(root_.path() / "PhoneProvisioning/cfgs/TeleWare"));
  EXPECT_EQ(get("111/000000000000.cfg"), 404);
}

TEST_F(EventHandlerTest, AsksAgainWhenTelewareIsDownWaitingLongerEachTime) {
  post(alert("1", "111"));
  teleware_.fail(0, net::HttpOutcome::refused);
  pass(999ms);
  EXPECT_EQ(teleware_.asked.size(), 1U);
  pass(1ms);
  ASSERT_EQ(teleware_.asked.size(), 2U);
  teleware_.answer(1, 503);
  pass(1999ms);
  EXPECT_EQ(teleware_.asked.size(), 2U);
  pass(1ms);
  ASSERT_EQ(teleware_.asked.size(), 3U);
  teleware_.answer(2, 200, lobby_answer);
  EXPECT_EQ(get("111/sip.cfg"), 200);
  const auto fetched = notes(net::Kind::account_fetched);
  ASSERT_EQ(fetched.size(), 3U);
  EXPECT_FALSE(fetched[0].has("status"));
  EXPECT_EQ(fetched[0].text("outcome"), "refused");
  EXPECT_EQ(fetched[1].number("status"), 503);
}

TEST_F(EventHandlerTest, GivesUpAfterFiveQuestions) {
  post(alert("1", "111"));
  for (std::size_t i = 0; i < 5; ++i) {
    ASSERT_EQ(teleware_.asked.size(), i + 1);
    teleware_.fail(i, net::HttpOutcome::timed_out);
    pass(1min);
  }
  EXPECT_EQ(teleware_.asked.size(), 5U);
  EXPECT_EQ(get("111/sip.cfg"), 404);
}

TEST_F(EventHandlerTest, AsksNotAgainWhenTheAnswerIsOfNoUse) {
  post(alert("1", "111"));
  teleware_.answer(0, 200, "<html>");
  post(alert("2", "222"));
  teleware_.answer(1, 400);
  pass(1h);
  EXPECT_EQ(teleware_.asked.size(), 2U);
  EXPECT_TRUE(notes(net::Kind::directory_made).empty());
}

TEST_F(EventHandlerTest, FollowsTheNewerNumberEvenWhenTheOlderAnswerComesLast) {
  post(alert("1", "111"));
  post(alert("2", "222"));
  teleware_.answer(1, 200, lobby_answer);
  teleware_.answer(0, 200, R"({"user":"old","password":"p","server":"s","extension":"1","reseller":"Acme"})");
  const auto phone = ask("GET", "/phoneprovisioning/222/phone-0004f21a2457.cfg");
  EXPECT_NE(phone.body.find("reg.1.auth.userId=\"2001\""), std::string::npos) << phone.body;
  EXPECT_EQ(get("111/sip.cfg"), 404);
  EXPECT_EQ(notes(net::Kind::directory_made).size(), 1U);
}

TEST_F(EventHandlerTest, EndsANumberAsSoonAsANewerOneIsAnnounced) {
  post(alert("1", "111"));
  teleware_.answer(0, 200, lobby_answer);
  post(alert("2", "222"));
  EXPECT_EQ(get("111/sip.cfg"), 404);
  EXPECT_EQ(get("222/sip.cfg"), 404) << "not yet";
}

TEST_F(EventHandlerTest, AsksAtMostSoManyAtOnceInTheOrderTheyCame) {
  settings_.provisioner.asked_at_once = 2;
  for (const std::string n : {"1", "2", "3", "4"}) post(alert(n, n, "0004f200000" + n));
  EXPECT_EQ(teleware_.asked.size(), 2U);
  teleware_.answer(0, 200, lobby_answer);
  ASSERT_EQ(teleware_.asked.size(), 3U);
  EXPECT_TRUE(teleware_.asked[2].request.body.starts_with("mac=0004f2000003&"));
}

TEST_F(EventHandlerTest, TellsTheGatewayToComeAgainWhenTooManyWait) {
  settings_.provisioner.waiting_at_most = 1;
  EXPECT_EQ(post(alert("1", "1")), 200);
  EXPECT_EQ(post(alert("2", "2", "0004f2000002")), 503);
  EXPECT_EQ(post("id=3&class=Script&subclass=9999"), 200) << "it waits for nothing";
  teleware_.answer(0, 200, lobby_answer);
  EXPECT_EQ(post(alert("2", "2", "0004f2000002")), 200);
  EXPECT_EQ(teleware_.asked.size(), 2U) << "the refused id was not remembered";
}

TEST_F(EventHandlerTest, EndsANumberAfterADay) {
  post(alert("1", "111"));
  teleware_.answer(0, 200, lobby_answer);
  pass(24h - 1ns);
  EXPECT_EQ(get("111/sip.cfg"), 200);
  pass(1ns);
  EXPECT_EQ(get("111/sip.cfg"), 404);
}

TEST_F(EventHandlerTest, AnswersOnlyPostOnItsPath) {
  EXPECT_EQ(ask("DELETE", "/activator/eventHandler.asp").status, 405);
  EXPECT_EQ(ask("POST", "/activator/eventHandler.aspx", alert("1", "1")).status, 405);
  EXPECT_TRUE(teleware_.asked.empty());
}

}  // namespace
}  // namespace activator
