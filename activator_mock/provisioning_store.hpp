#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activator_mock/account.hpp"
#include "activator_mock/text_template.hpp"
#include "net/address.hpp"

namespace activator {

struct StoreOptions {
  bool durable = false;  // flush to the device: for a field bench, not for ten thousand simulated handsets
  std::size_t bootrom_size = 48U << 10;  // octets of the sample images made at the first start
  std::size_t sip_size = 160U << 10;
};

// Templates that cannot be read: one line per mistake, "file:line:column: error: …".
struct BadTemplates : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The phone provisioning server's disk, below a root of its own:
//
//   PhoneProvisioning/cfg_templates/default/           templates, 000000000000.cfg, bootrom.ld, sip.ld
//   PhoneProvisioning/cfgs/TeleWare/<Reseller>/<MAC>/  <MAC>.cfg, phone-<MAC>.cfg, phone1.cfg, sip.cfg, uploads
//
// A handset's directory is written whole or not at all. <Reseller> is the name as one safe path component
// (path_component.hpp), <MAC> is 12 hex digits in lower case. One program at a time may use a root.
class ProvisioningStore {
 public:
  struct Made {
    std::string path;  // below the root
    int files;         // written
  };

  // Fills cfg_templates/default/ with what is missing there, reads it (once: a change needs a restart), finds the
  // directories of an earlier run and removes what it left half made. Throws std::system_error and BadTemplates.
  ProvisioningStore(std::filesystem::path root, StoreOptions options);

  // The handset's directory as the account wants it, in the place of an older one, whose uploads it keeps. Throws
  // std::system_error; then the older one stands untouched.
  Made make(net::MacAddress mac, const Account& account);

  // A file of the handset's directory. `name` must be a plain file name. nullopt when it has none of that name.
  [[nodiscard]] std::optional<std::string> read(net::MacAddress mac, std::string_view name) const;

  // A file that all handsets share, held in memory: an image under its ".ld" or its ".id" spelling, or
  // 000000000000.cfg. Null when it is neither.
  [[nodiscard]] const std::string* shared(std::string_view name) const;

  // An upload into the handset's directory, in the place of an older one. Throws std::system_error.
  enum class Uploaded { made, replaced, no_directory };
  Uploaded upload(net::MacAddress mac, std::string_view name, std::string_view text);

 private:
  struct Template {
    TextTemplate text;
    std::string before_mac;  // the file's name is this,
    std::string after_mac;   // the MAC when `named_by_mac`, and this
    bool named_by_mac;
  };

  void fill_templates() const;
  void read_templates();
  void read_shared();
  void find_directories();
  void found_directory(net::MacAddress mac, const std::filesystem::path& directory);

  std::filesystem::path root_;
  std::filesystem::path templates_directory_;
  std::filesystem::path cfgs_directory_;
  StoreOptions options_;
  std::vector<Template> templates_;
  std::map<std::string, std::string, std::less<>> shared_;
  std::unordered_map<net::MacAddress, std::filesystem::path> directories_;
};

}  // namespace activator
