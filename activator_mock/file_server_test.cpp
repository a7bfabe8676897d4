#include "activator_mock/file_server.hpp"

#include <gtest/gtest.h>

#include "activator_mock/test_support.hpp"
#include "net/virtual_loop.hpp"

namespace activator {
namespace {

using namespace std::chrono_literals;

const auto lobby = *net::MacAddress::parse("0004f21a2457");
const auto kitchen = *net::MacAddress::parse("0004f2000001");

std::string printed(const net::HttpResponse& response) {
  std::string text = std::to_string(response.status) + "\n";
  for (const auto& [name, value] : response.fields) text.append(name).append(": ").append(value).append("\n");
  return text + "\n" + response.body;
}

// Two handsets with their files: 111 leads to the lobby's, 999 to the kitchen's. The number 100 was the lobby's
// before.
class FileServerTest : public testing::Test {
 protected:
  FileServerTest() {
    journal_.subscribe([this](const net::Record& record) { noted_.push_back(record); });
    lead("100", lobby);
    lead("111", lobby);
    lead("999", kitchen);
  }

  void lead(const std::string& number, net::MacAddress mac) {
    store_.make(mac, {"2001", "s3cret", "sip.example", "21", "Acme"});
    numbers_.announce(number, mac, loop_.now());
    numbers_.open(number, mac, loop_.now());
  }

  // The answer as soon as there is one; `pending_` counts the questions without.
  std::shared_ptr<net::HttpResponse> ask(std::string method, std::string target, std::string body = "") {
    if (!server_) server_.emplace(settings_, loop_, store_, numbers_, journal_);
    auto answer =
        std::make_shared<net::HttpResponse>(net::HttpResponse{0, {}, ""});  // the handler's and the test's
    const net::HttpRequest request{std::move(method),
                                   std::move(target),
                                   {{"user-agent", "FileTransport x"}},
                                   std::move(body),
                                   net::Endpoint{net::Ipv4Address(10, 0, 0, 7), 1024}};
    net::dispatch(server_->routes(), request,
                  [answer](net::HttpResponse response) { *answer = std::move(response); });
    return answer;
  }
  int get(std::string target) { return ask("GET", std::move(target))->status; }
  void pass(net::Duration time) {
    loop_.run_until([] { return false; }, loop_.now() + time);
  }

  TempDirectory root_;
  net::VirtualLoop loop_;
  std::vector<net::Record> noted_;
  net::Journal journal_{[this] { return loop_.now(); }};
  ProvisioningStore store_{root_.path(), {.durable = false, .bootrom_size = 1024, .sip_size = 2048}};
  Numbers numbers_{24h};
  FileServerSettings settings_;
  std::optional<FileServer> server_;
};

TEST_F(FileServerTest, AnswersEverythingAHandsetNeedsBelowItsNumber) {
  for (const std::string file :
       {"bootrom.ld", "bootrom.id", "sip.ld", "sip.id", "000000000000.cfg", "0004f21a2457.cfg", "0004F21A2457.cfg",
        "phone-0004f21a2457.cfg", "phone1.cfg", "sip.cfg"}) {
    EXPECT_EQ(get("/phoneprovisioning/111/" + file), 200) << file;
  }
}

TEST_F(FileServerTest, GivesTheImageWholeAndNamesItsKind) {
  const auto image = ask("GET", "/phoneprovisioning/111/sip.ld");
  EXPECT_EQ(image->body.size(), 2048U);
  EXPECT_EQ(net::field(image->fields, "content-type"), "application/octet-stream");
  EXPECT_EQ(net::field(ask("GET", "/phoneprovisioning/111/sip.cfg")->fields, "content-type"), "text/xml");
}

TEST_F(FileServerTest, RefusesEverythingElseWithOneAndTheSameAnswer) {
  const auto refusal = printed(*ask("GET", "/nothing/like/this"));
  EXPECT_TRUE(refusal.starts_with("404\n")) << refusal;
  const std::string targets[] = {
      "/phoneprovisioning/112/0004f21a2457.cfg",             // wrong number
      "/phoneprovisioning/100/0004f21a2457.cfg",             // replaced number
      "/phoneprovisioning/1111/sip.ld",                      // images too need a number
      "/phoneprovisioning/112/000000000000.cfg",             //
      "/phoneprovisioning/sip.ld",                           // no number
      "/phoneprovisioning/0004f21a2457.cfg",                 //
      "/phoneprovisioning/111/0004f2000001.cfg",             // another handset's files
      "/phoneprovisioning/111/phone-0004f2000001.cfg",       //
      "/phoneprovisioning/111/../999/phone1.cfg",            // .. in every spelling
      "/phoneprovisioning/111/..%2f..%2fsip.cfg",            //
      "/phoneprovisioning/111/%2e%2e/0004f2000001/sip.cfg",  //
      "/phoneprovisioning/111/%252e%252e%252fsip.cfg",       //
      "/phoneprovisioning/111/..",                           //
      "/phoneprovisioning/111/sip.cfg%00",                   //
      "/phoneprovisioning/111/sip.cfg%",                     // a broken escape
      "/phoneprovisioning/111/missing.cfg",                  // missing files
      "/phoneprovisioning/111/0004f21a2457-phone.cfg",       //
      "/phoneprovisioning/111/2345-12450-001.sip.ld",        // split image names
      "/phoneprovisioning/111/2345-12450-001.bootrom.ld",    //
      "/phoneprovisioning/111/master.cfg",                   // templates
      "/phoneprovisioning/111/phone.cfg",                    //
      "/phoneprovisioning/111/",                             // directories
      "/phoneprovisioning/111",                              //
      "/phoneprovisioning/",                                 //
      "/cfgs/TeleWare/Acme/0004f21a2457/sip.cfg",            // the disk's own names
      "/",                                                   //
  };
  for (const auto& target : targets) EXPECT_EQ(printed(*ask("GET", target)), refusal) << target;
  for (const std::string target :
       {"/phoneprovisioning/112/0004f21a2457-app.log", "/phoneprovisioning/111/0004f2000001-app.log",
        "/phoneprovisioning/111/0004f21a2457.cfg", "/phoneprovisioning/111/x.log", "/x"}) {
    EXPECT_EQ(printed(*ask("PUT", target, "log")), refusal) << "PUT " << target;
  }
}

TEST_F(FileServerTest, AnswersOtherMethodsWithTheListOfItsOwn) {
  for (const std::string method : {"HEAD", "POST", "DELETE", "OPTIONS"}) {
    EXPECT_EQ(ask(method, "/phoneprovisioning/111/sip.cfg")->status, 405) << method;
    EXPECT_EQ(printed(*ask(method, "/phoneprovisioning/111/sip.cfg")),
              printed(*ask(method, "/phoneprovisioning/112/x")));
  }
}

TEST_F(FileServerTest, TakesTheHandsetsLogsAndReplacesThem) {
  EXPECT_EQ(ask("PUT", "/phoneprovisioning/111/0004F21A2457-boot.log", "one")->status, 201);
  EXPECT_EQ(ask("PUT", "/phoneprovisioning/111/0004f21a2457-boot.log", "two")->status, 204);
  EXPECT_EQ(store_.read(lobby, "0004f21a2457-boot.log"), "two");
  EXPECT_EQ(ask("PUT", "/phoneprovisioning/111/0004f21a2457-app.log", "app")->status, 201);
  EXPECT_EQ(noted_.back().text("method"), "PUT");
  EXPECT_EQ(noted_.back().number("bytes"), 3);
}

TEST_F(FileServerTest, RefusesALogOverItsLimitAndKeepsTheOldOne) {
  settings_.upload_limit = 3;
  EXPECT_EQ(ask("PUT", "/phoneprovisioning/111/0004f21a2457-app.log", "abc")->status, 201);
  EXPECT_EQ(ask("PUT", "/phoneprovisioning/111/0004f21a2457-app.log", "abcd")->status, 413);
  EXPECT_EQ(store_.read(lobby, "0004f21a2457-app.log"), "abc");
}

TEST_F(FileServerTest, MayBeToldToTakeNoLogs) {
  settings_.uploads = false;
  EXPECT_EQ(ask("PUT", "/phoneprovisioning/111/0004f21a2457-app.log", "abc")->status, 404);
}

TEST_F(FileServerTest, NotesWhatItWasAskedByWhomAndWhoseNumberItWas) {
  get("/phoneprovisioning/111/phone1.cfg");
  get("/phoneprovisioning/112/phone1.cfg");
  ASSERT_EQ(noted_.size(), 2U);
  EXPECT_EQ(noted_[0].kind, net::Kind::file_answered);
  EXPECT_EQ(noted_[0].text("method"), "GET");
  EXPECT_EQ(noted_[0].text("path"), "/phoneprovisioning/111/phone1.cfg");
  EXPECT_EQ(noted_[0].number("status"), 200);
  EXPECT_EQ(noted_[0].text("mac"), "0004f21a2457");
  EXPECT_EQ(noted_[0].text("from"), "10.0.0.7:1024");
  EXPECT_EQ(noted_[0].text("user_agent"), "FileTransport x");
  EXPECT_EQ(noted_[0].number("bytes"), static_cast<std::int64_t>(store_.read(lobby, "phone1.cfg")->size()));
  EXPECT_EQ(noted_[1].number("status"), 404);
  EXPECT_FALSE(noted_[1].has("mac"));
}

TEST_F(FileServerTest, ServesBelowAnotherBaseWhenToldSo) {
  settings_.base_path = "/a/b/";
  EXPECT_EQ(get("/a/b/111/sip.cfg"), 200);
  EXPECT_EQ(get("/phoneprovisioning/111/sip.cfg"), 404);
}

TEST_F(FileServerTest, HoldsARequestBelowAnAnnouncedNumberUntilItsFilesAreThere) {
  settings_.hold = 5s;
  numbers_.announce("222", lobby, loop_.now());
  const auto first = ask("GET", "/phoneprovisioning/222/sip.cfg");
  const auto second = ask("GET", "/phoneprovisioning/222/missing.cfg");
  pass(4s);
  EXPECT_EQ(first->status, 0) << "still waiting";
  EXPECT_EQ(get("/phoneprovisioning/333/sip.cfg"), 404) << "a number nobody announced does not wait";
  numbers_.open("222", lobby, loop_.now());
  pass(0s);
  EXPECT_EQ(first->status, 200);
  EXPECT_EQ(second->status, 404);
  pass(1h);
  EXPECT_EQ(noted_.size(), 3U) << "each is answered once";
}

TEST_F(FileServerTest, HoldsNoLongerThanItsPatienceNorForANumberThatWasWithdrawn) {
  settings_.hold = 5s;
  numbers_.announce("222", lobby, loop_.now());
  numbers_.announce("333", kitchen, loop_.now());
  const auto patient = ask("GET", "/phoneprovisioning/222/sip.cfg");
  const auto withdrawn = ask("GET", "/phoneprovisioning/333/sip.cfg");
  numbers_.withdraw("333", kitchen);
  pass(1ms);
  EXPECT_EQ(withdrawn->status, 404);
  EXPECT_EQ(patient->status, 0);
  pass(5s);
  EXPECT_EQ(patient->status, 404);
}

TEST_F(FileServerTest, HoldsOnlySoManyRequests) {
  settings_.hold = 5s;
  settings_.held_at_most = 1;
  numbers_.announce("222", lobby, loop_.now());
  const auto held = ask("GET", "/phoneprovisioning/222/sip.cfg");
  EXPECT_EQ(held->status, 0);
  EXPECT_EQ(get("/phoneprovisioning/222/sip.cfg"), 404);
}

}  // namespace
}  // namespace activator
