#include "phones/boot_files.hpp"

#include <gtest/gtest.h>

namespace phones {
namespace {

constexpr net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});

std::vector<FileNames> files(BootFile item, const MasterFile& master = {}, const std::string& master_file = "") {
  const BootServer server{{net::Ipv4Address(10, 0, 0, 1), 80}, "10.0.0.1", "", master_file};
  return files_of(item, *find_model("SoundPoint IP 450"), mac, server, master);
}

using Files = std::vector<FileNames>;

TEST(BootFiles, OfImagesHaveTheSplitNameFirst) {
  EXPECT_EQ(files(BootFile::bootrom_image), (Files{{"2345-12450-001.bootrom.ld", "bootrom.ld"}}));
  EXPECT_EQ(files(BootFile::application_image, {"sip_316.ld", {}, {}}),
            (Files{{"2345-12450-001.sip_316.ld", "sip_316.ld"}}));
  EXPECT_EQ(files(BootFile::application_image, {"images/sip.ld", {}, {}}),
            (Files{{"images/2345-12450-001.sip.ld", "images/sip.ld"}}));
}

TEST(BootFiles, OfAnApplicationThatNobodyNamedAreNone) { EXPECT_TRUE(files(BootFile::application_image).empty()); }

TEST(BootFiles, OfTheMasterEndInZeros) {
  EXPECT_EQ(files(BootFile::master), (Files{{"0004f21a2457.cfg", "000000000000.cfg"}}));
  EXPECT_EQ(files(BootFile::master, {}, "site.cfg"), (Files{{"site.cfg", "0004f21a2457.cfg", "000000000000.cfg"}}));
  EXPECT_EQ(files(BootFile::master, {}, "000000000000.cfg"), (Files{{"000000000000.cfg", "0004f21a2457.cfg"}}));
}

TEST(BootFiles, OfConfigFilesAreAsTheMasterListsThem) {
  EXPECT_EQ(files(BootFile::config_files, {"", {"a.cfg", "b.cfg"}, {}}), (Files{{"a.cfg"}, {"b.cfg"}}));
}

TEST(BootFiles, OfTheHandsetItselfCarryItsMac) {
  EXPECT_EQ(files(BootFile::directory), (Files{{"0004f21a2457-directory.xml"}}));
  EXPECT_EQ(files(BootFile::overrides), (Files{{"0004f21a2457-phone.cfg"}}));
  EXPECT_EQ(files(BootFile::boot_log), (Files{{"0004f21a2457-boot.log"}}));
  EXPECT_EQ(files(BootFile::app_log), (Files{{"0004f21a2457-app.log"}}));
}

TEST(FileNames, AreNoUrlsAndFitARequestLine) {
  EXPECT_TRUE(is_usable_name("phone-0004f21a2457.cfg"));
  EXPECT_TRUE(is_usable_name("languages/Italian_Italy/dictionary.xml"));
  for (const auto* name : {"", "a b", "a\r\nb", "http://10.0.0.1/a.cfg", "a?b", "a%0d", "a\\b", "\xc3\xa4"}) {
    EXPECT_FALSE(is_usable_name(name)) << name;
  }
}

TEST(LogLine, HasTheGuidesColumns) {
  using namespace std::chrono_literals;
  EXPECT_EQ(log_line(15min + 11s + 6ms, "so", 2, "text"), "001511.006|so   |2|00|text\n");
}

}  // namespace
}  // namespace phones
