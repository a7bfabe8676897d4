#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/address.hpp"
#include "phones/model.hpp"

namespace phones {

// What a DHCP answer said about the boot server, octet for octet.
struct BootServerOptions {
  std::optional<std::string> custom;    // the option of the maker's own, 160
  std::optional<std::string> option66;  // TFTP server name (RFC 2132 §9.4)
  friend bool operator==(const BootServerOptions&, const BootServerOptions&) = default;
};

// Which string counts, and the sentence that says why: "used option 66; option 160 absent". An empty string is as
// good as none; `text` is empty when nothing was said at all.
struct BootServerChoice {
  std::string text;
  std::string why;
};
BootServerChoice choose_boot_server(const DhcpBehaviour& behaviour, const BootServerOptions& said,
                                    const std::optional<std::string>& static_server);

// A place files can be fetched from.
struct BootServer {
  net::Endpoint endpoint;   // while `name` waits to be looked up its address is 0.0.0.0
  std::string host;         // as the Host field says it: the port only when it is not 80
  std::string base_path;    // "" or "/phoneprovisioning/0203", never with a last slash
  std::string master_file;  // a file name the string ended in, tried before the handset's own; usually empty
  std::string name{};       // of the host, where the string had no address; it is to be looked up
  std::vector<net::Ipv4Address> others{};  // the name's further addresses
  friend bool operator==(const BootServer&, const BootServer&) = default;
};

// Reads a boot server string: http://<IPv4 address or name>[:port][/directory][/file.cfg]. Else the sentence that
// says what is wrong with it. Spaces and escapes are unsupported by the handset itself (SIP 3.1 administrator's
// guide, 2-36).
std::variant<BootServer, std::string> read_boot_server(std::string_view text);

// The target of a file on that server: "/phoneprovisioning/0203/sip.cfg".
std::string target_of(const BootServer& server, std::string_view file);

}  // namespace phones
