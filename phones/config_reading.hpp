#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/address.hpp"

namespace phones {

// Reading of the files a handset fetches (Polycom SIP 3.1 administrator's guide, appendix A). All of it is XML
// whose elements hardly matter: what counts are attributes, taken left to right, and of two values of one parameter
// the first.

// Why a file could not be read: "phone1.cfg:12: expected '>'…".
struct ConfigFault {
  std::string file;
  int line;  // from 1
  std::string problem;
  friend bool operator==(const ConfigFault&, const ConfigFault&) = default;
};
std::string to_string(const ConfigFault& fault);

// The master configuration file. Names may still be URLs.
struct MasterFile {
  std::string app_file_path;              // "sip.ld"
  std::vector<std::string> config_files;  // in the order they are fetched and count
  std::vector<std::string> misc_files;    // named, and not fetched
  friend bool operator==(const MasterFile&, const MasterFile&) = default;
};

// The guide's limits are held: 255 characters a name, 2047 for CONFIG_FILES as a whole, blanks included. LOG_FILE_,
// OVERRIDES_, CONTACTS_ and LICENSE_DIRECTORY are read as empty, the boot directory, whatever they say.
std::variant<MasterFile, ConfigFault> read_master(std::string_view file, std::string_view text,
                                                  net::MacAddress mac);

// The parameters this handset acts upon; a stock sip.cfg has thousands more, which are passed over.
inline constexpr std::array<std::string_view, 8> known_parameters{"reg.1.auth.userId",
                                                                  "reg.1.auth.password",
                                                                  "reg.1.address",
                                                                  "reg.1.label",
                                                                  "reg.1.server.1.address",
                                                                  "reg.1.server.1.port",
                                                                  "voIpProt.server.1.address",
                                                                  "voIpProt.server.1.port"};

struct Parameter {
  std::string value;
  std::string file;  // that set it
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

// What the files read so far said, by place in `known_parameters`.
class Parameters {
 public:
  [[nodiscard]] const Parameter* find(std::string_view name) const;                  // null when no file set it
  [[nodiscard]] std::string_view value(std::string_view name) const;                 // "" when no file set it
  void offer(std::string_view name, std::string_view value, std::string_view file);  // the first value stays
  friend bool operator==(const Parameters&, const Parameters&) = default;

 private:
  std::array<std::optional<Parameter>, known_parameters.size()> values_;
};

// One more file, read after those before it. A malformed file adds nothing.
std::variant<Parameters, ConfigFault> read_config(Parameters before, std::string_view file, std::string_view text);

// The account of the handset's first line: what provisioning is for.
struct SipAccount {
  std::string user;       // reg.1.auth.userId
  std::string password;   // reg.1.auth.password
  std::string address;    // reg.1.address, else the user
  std::string server;     // reg.1.server.1.address, else voIpProt.server.1.address
  std::uint16_t port;     // of the same pair; 0 when not set: the resolver's business
  std::string label;      // reg.1.label, may be empty
  std::string from_file;  // the file that named the user
  friend bool operator==(const SipAccount&, const SipAccount&) = default;
};

// Else the sentence that says which parameter is missing.
std::variant<SipAccount, std::string> account_of(const Parameters& parameters);

}  // namespace phones
