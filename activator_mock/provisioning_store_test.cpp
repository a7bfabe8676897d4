#include "activator_mock/provisioning_store.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <set>

#include "activator_mock/disk.hpp"
#include "activator_mock/test_support.hpp"

namespace activator {
namespace {

namespace fs = std::filesystem;

const auto lobby = *net::MacAddress::parse("0004f21a2457");
const auto kitchen = *net::MacAddress::parse("0004f2000001");

Account account(std::string user, std::string reseller = "Acme") {
  return {std::move(user), "s3cret", "sip.example", "21", std::move(reseller)};
}

// While it lives, no file of this process may grow past some octets: a disk that fills up in the middle of a write.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t octets) {
    previous_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit small{octets, limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    ::signal(SIGXFSZ, previous_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit limit_{};
  void (*previous_)(int);
};

class ProvisioningStoreTest : public testing::Test {
 protected:
  ProvisioningStore open() {
    return ProvisioningStore(root_.path(), {.durable = false, .bootrom_size = 4096, .sip_size = 8192});
  }

  // Everything below cfgs/TeleWare, hidden names too, as paths relative to it.
  std::set<std::string> tree() {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(cfgs_)) {
      names.insert(entry.path().lexically_relative(cfgs_).string());
    }
    return names;
  }

  static std::set<std::string> directory_of(const std::string& reseller, const std::string& mac) {
    const auto at = reseller + "/" + mac;
    return {reseller,       at, at + "/" + mac + ".cfg", at + "/phone-" + mac + ".cfg", at + "/phone1.cfg",
            at + "/sip.cfg"};
  }

  TempDirectory root_;
  fs::path cfgs_ = root_.path() / "PhoneProvisioning/cfgs/TeleWare";
  fs::path templates_ = root_.path() / "PhoneProvisioning/cfg_templates/default";
};

TEST_F(ProvisioningStoreTest, MakesTheFourFilesBelowTheReseller) {
  auto store = open();
  const auto made = store.make(lobby, account("2001"));
  EXPECT_EQ(made.path, "PhoneProvisioning/cfgs/TeleWare/Acme/0004f21a2457");
  EXPECT_EQ(made.files, 4);
  EXPECT_EQ(tree(), directory_of("Acme", "0004f21a2457"));
}

TEST_F(ProvisioningStoreTest, NamesTheHandsetsFilesInItsMasterFileAndTheAccountInItsPhoneFile) {
  auto store = open();
  store.make(lobby, {"2001", "a\"<&>'b", "sip.example", "21", "Acme"});
  const auto master = store.read(lobby, "0004f21a2457.cfg").value_or("");
  EXPECT_NE(master.find(R"(APP_FILE_PATH="sip.ld" CONFIG_FILES="phone-0004f21a2457.cfg, phone1.cfg, sip.cfg")"),
            std::string::npos);
  const auto phone = store.read(lobby, "phone-0004f21a2457.cfg").value_or("");
  EXPECT_NE(phone.find(R"(reg.1.auth.userId="2001")"), std::string::npos);
  EXPECT_NE(phone.find(R"(reg.1.auth.password="a&quot;&lt;&amp;&gt;&apos;b")"), std::string::npos);
  EXPECT_NE(phone.find(R"(reg.1.server.1.address="sip.example")"), std::string::npos);
}

TEST_F(ProvisioningStoreTest, KeepsOneHandsetsFilesFromAnother) {
  auto store = open();
  store.make(lobby, account("2001"));
  EXPECT_FALSE(store.read(kitchen, "phone1.cfg"));
  store.make(kitchen, account("2002"));
  EXPECT_FALSE(store.read(kitchen, "phone-0004f21a2457.cfg"));
}

TEST_F(ProvisioningStoreTest, LeavesNothingOfADirectoryThatCouldNotBeWritten) {
  auto store = open();
  {
    const SmallDisk disk(600);  // the master file fits, a later one does not
    EXPECT_THROW(store.make(lobby, account("2001")), std::system_error);
  }
  EXPECT_EQ(tree(), std::set<std::string>{"Acme"});
  EXPECT_FALSE(store.read(lobby, "0004f21a2457.cfg"));
}

TEST_F(ProvisioningStoreTest, LeavesTheOldDirectoryUntouchedWhenTheNewOneCannotBeWritten) {
  auto store = open();
  store.make(lobby, account("old"));
  const auto before = store.read(lobby, "phone-0004f21a2457.cfg");
  {
    const SmallDisk disk(600);
    EXPECT_THROW(store.make(lobby, account("new")), std::system_error);
  }
  EXPECT_EQ(store.read(lobby, "phone-0004f21a2457.cfg"), before);
  EXPECT_EQ(tree(), directory_of("Acme", "0004f21a2457"));
}

TEST_F(ProvisioningStoreTest, ReplacesADirectoryAndKeepsItsUploads) {
  auto store = open();
  store.make(lobby, account("old"));
  EXPECT_EQ(store.upload(lobby, "0004f21a2457-boot.log", "first"), ProvisioningStore::Uploaded::made);
  EXPECT_EQ(store.upload(lobby, "0004f21a2457-boot.log", "second"), ProvisioningStore::Uploaded::replaced);
  store.make(lobby, account("new"));
  EXPECT_EQ(store.read(lobby, "0004f21a2457-boot.log"), "second");
  EXPECT_NE(store.read(lobby, "phone-0004f21a2457.cfg")->find("\"new\""), std::string::npos);
}

TEST_F(ProvisioningStoreTest, MovesAHandsetToAnotherResellerLeavingNothingBehind) {
  auto store = open();
  store.make(lobby, account("2001", "Acme"));
  store.upload(lobby, "0004f21a2457-app.log", "log");
  store.make(lobby, account("2001", "Zenith"));
  auto expected = directory_of("Zenith", "0004f21a2457");
  expected.insert({"Acme", "Zenith/0004f21a2457/0004f21a2457-app.log"});
  EXPECT_EQ(tree(), expected);
}

TEST_F(ProvisioningStoreTest, NeverLeavesItsPlaceWhateverAResellerIsCalled) {
  auto store = open();
  const std::string names[] = {
      "../x", "..", ".", "", "/etc", "a/b", std::string("\0\n\x7f", 3), std::string(5000, '/')};
  std::set<std::string> paths;
  for (const auto& name : names) {
    const auto made = store.make(lobby, account("2001", name));
    paths.insert(made.path);
    EXPECT_TRUE(fs::exists(root_.path() / made.path / "phone-0004f21a2457.cfg")) << made.path;
    EXPECT_EQ((root_.path() / made.path).parent_path().parent_path(), cfgs_) << made.path;
  }
  EXPECT_EQ(paths.size(), std::size(names));
  std::set<std::string> top;
  for (const auto& entry : fs::directory_iterator(root_.path())) top.insert(entry.path().filename());
  EXPECT_EQ(top, std::set<std::string>{"PhoneProvisioning"});
}

TEST_F(ProvisioningStoreTest, FindsAtItsStartWhatWasMadeAndClearsWhatWasNotFinished) {
  open().make(lobby, account("2001"));
  fs::create_directories(cfgs_ / "Acme/.0004f2000001.new");
  write_file(cfgs_ / "Acme/.0004f2000001.new/phone1.cfg", "half", false);
  auto store = open();
  EXPECT_EQ(tree(), directory_of("Acme", "0004f21a2457"));
  EXPECT_TRUE(store.read(lobby, "phone1.cfg"));
}

TEST_F(ProvisioningStoreTest, KeepsTheYoungerOfTwoDirectoriesOfOneHandset) {
  open().make(lobby, account("2001", "Acme"));
  fs::copy(cfgs_ / "Acme", cfgs_ / "Zenith", fs::copy_options::recursive);
  fs::last_write_time(cfgs_ / "Acme/0004f21a2457", fs::file_time_type::clock::now() - std::chrono::hours(1));
  auto store = open();
  auto expected = directory_of("Zenith", "0004f21a2457");
  expected.insert("Acme");
  EXPECT_EQ(tree(), expected);
}

TEST_F(ProvisioningStoreTest, HoldsTheImagesUnderBothSpellingsAndTheFallbackMaster) {
  auto store = open();
  ASSERT_NE(store.shared("sip.ld"), nullptr);
  EXPECT_EQ(store.shared("sip.ld")->size(), 8192U);
  EXPECT_TRUE(store.shared("bootrom.ld")->starts_with("DIALTONE SIMULATED IMAGE 1\nname: bootrom\nsize: 4096\n"));
  EXPECT_EQ(store.shared("sip.id"), store.shared("sip.ld"));
  EXPECT_NE(store.shared("000000000000.cfg"), nullptr);
  EXPECT_EQ(store.shared("2345-12450-001.sip.ld"), nullptr);
  EXPECT_EQ(store.shared("master.cfg"), nullptr);
}

TEST_F(ProvisioningStoreTest, UsesTheTemplatesThatLieThereInsteadOfItsOwn) {
  fs::create_directories(templates_);
  write_file(templates_ / "phone.cfg", "<p a=\"{{user}}\"/>", false);
  write_file(templates_ / "2345-12450-001.sip.ld", "split", false);
  auto store = open();
  store.make(lobby, account("2001"));
  EXPECT_EQ(store.read(lobby, "phone-0004f21a2457.cfg"), "<p a=\"2001\"/>");
  EXPECT_EQ(*store.shared("2345-12450-001.sip.ld"), "split");
}

TEST_F(ProvisioningStoreTest, NamesEveryMistakeInItsTemplatesByFileAndLine) {
  fs::create_directories(templates_);
  write_file(templates_ / "phone.cfg", "one\n  {{usr}}\n", false);
  write_file(templates_ / "sip.cfg", "{{", false);
  try {
    open();
    FAIL() << "a template with mistakes was taken";
  } catch (const BadTemplates& bad) {
    EXPECT_EQ(
        std::string(bad.what()),
        (templates_ / "phone.cfg").string() +
            ":2:3: error: unknown placeholder 'usr'; known are mac, user, password, server, extension, reseller\n" +
            (templates_ / "sip.cfg").string() + ":1:1: error: '{{' without its '}}'\n");
  }
}

TEST_F(ProvisioningStoreTest, FollowsNoLinkOutOfADirectory) {
  auto store = open();
  store.make(lobby, account("2001"));
  fs::create_symlink("/etc/hostname", cfgs_ / "Acme/0004f21a2457/link.cfg");
  EXPECT_FALSE(store.read(lobby, "link.cfg"));
}

// A child makes the directory over and over until it is killed; whoever reads a file under its name finds it whole.
TEST_F(ProvisioningStoreTest, ShowsWholeFilesOnlyEvenWhenItsWriterIsKilled) {
  { open().make(lobby, account("user-0")); }
  const auto file = cfgs_ / "Acme/0004f21a2457/phone-0004f21a2457.cfg";
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto store = open();
    for (int i = 1;; ++i) store.make(lobby, account("user-" + std::to_string(i)));
  }
  std::set<std::string> seen;
  while (seen.size() < 20) {
    const auto text = read_file(file);
    if (!text) continue;  // found the old directory in the instant of its end
    EXPECT_TRUE(text->ends_with("</phone1>\n")) << *text;
    seen.insert(*text);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  auto store = open();
  EXPECT_EQ(tree(), directory_of("Acme", "0004f21a2457"));
  EXPECT_TRUE(store.read(lobby, "phone-0004f21a2457.cfg")->ends_with("</phone1>\n"));
}

}  // namespace
}  // namespace activator
