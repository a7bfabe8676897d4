#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/bytes.hpp"
#include "net/time.hpp"

namespace phones {

using namespace std::chrono_literals;

// Which of a handset's two programs runs: the bootROM finds the application, the application is the telephone.
enum class Phase { bootrom, application };
std::string_view to_string(Phase phase);  // "bootrom", "application"

// One of the two programs, as it names itself in option 60 and in HTTP.
struct Program {
  std::string version;     // "3.1.2.0392"
  std::string build_date;  // "10-Feb-09 12:00"
};

// The Boot Server item of the handset's menu: where the boot server's name comes from.
enum class BootServerMode { option_66, custom, custom_then_66 };

// What a program asks the boot server for, in the order of its list.
enum class BootFile {
  bootrom_image,
  master,
  application_image,
  config_files,
  directory,
  overrides,
  resources,
  boot_log,
  app_log
};

struct DhcpBehaviour {
  net::Bytes parameter_request_list{1, 28, 160, 66, 3, 4, 42, 2, 6, 15};  // option 55
  std::vector<net::Duration> retransmit{4s, 8s, 16s, 32s, 64s};           // RFC 2131 §4.1; the last one for ever
  net::Duration jitter = 1s;         // each wait is made up to this much shorter or longer (RFC 2131 §4.1)
  int request_tries = 4;             // REQUESTs without an answer before the client starts anew (RFC 2131 §3.1)
  net::Duration restart_delay = 1s;  // after a NAK
  net::Duration renew_wait_least = 60s;               // between two REQUESTs of a renewal (RFC 2131 §4.4.5)
  bool client_identifier = false;                     // option 61: 01 and the MAC address
  std::optional<std::uint16_t> maximum_message_size;  // option 57
  bool broadcast_flag = false;                        // asks for answers by broadcast
  std::uint8_t custom_option = 160;                   // the boot server option of the maker's own
  BootServerMode boot_server = BootServerMode::custom_then_66;
  bool application_keeps_lease = true;  // false: the application begins with a DISCOVER of its own
};

struct DnsBehaviour {
  int tries = 3;               // of one name at every server, counting the first
  net::Duration timeout = 2s;  // of one try
};

struct HttpBehaviour {
  int tries = 3;  // of one file, counting the first; a 404 is never tried again
  net::Duration retry_wait = 1s;
  net::Duration connect = 15s;     // until the connection stands
  net::Duration inactivity = 60s;  // without a byte
  net::Duration expect_continue = 1s;
  std::size_t largest_file = 4U << 20;  // octets of a file that is read whole
  std::size_t cut_after = 4096;  // octets of an image that is current: its header, then the connection is reset
};

// A kind of handset, as data. phones/README.md says which values are evidence and which are defaults to be tuned.
struct Model {
  std::string name;                      // as people and scenarios write it: "SoundPoint IP 450"
  std::string product = "SoundPointIP";  // as in option 60 and the user agent
  std::string token;                     // "SPIP_450"
  std::string part_number;               // "2345-12450-001": the prefix of its own image files
  std::string hardware_revision = "1";
  Program bootrom;
  Program application;
  DhcpBehaviour dhcp;
  DnsBehaviour dns;
  HttpBehaviour http;
  bool split_images = true;  // asks for <part number>.sip.ld before sip.ld
  std::vector<BootFile> bootrom_files{BootFile::bootrom_image, BootFile::master, BootFile::application_image,
                                      BootFile::boot_log};
  std::vector<BootFile> application_files{BootFile::bootrom_image, BootFile::master,    BootFile::application_image,
                                          BootFile::config_files,  BootFile::directory, BootFile::overrides,
                                          BootFile::app_log,       BootFile::resources};
  std::vector<std::string> resources;  // bitmaps, dictionaries: fetched when the server has them
  net::Duration settling = 1s;         // between the ACK and the first file
  net::Duration retry_boot = 30s;      // between a pass without an account and the reboot
};

std::span<const Model> models();
const Model* find_model(std::string_view name);  // null when there is none of that name

// Option 60 (Polycom SIP 3.1 administrator's guide, appendix C, "Parsing Vendor ID Information"): the enterprise
// number, the length of what follows, then sub-options 1 to 5. While the bootROM runs, 4 and 5 both name the
// bootROM.
net::Bytes vendor_class(const Model& model, Phase phase);

// The HTTP User-Agent: "FileTransport PolycomSoundPointIP-SPIP_450-UA/4.1.2.0037".
std::string user_agent(const Model& model, Phase phase);

}  // namespace phones
