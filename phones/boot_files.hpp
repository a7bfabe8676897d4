#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/address.hpp"
#include "phones/boot_server.hpp"
#include "phones/config_reading.hpp"
#include "phones/model.hpp"

namespace phones {

// The names one file may have on the server, tried in turn: a name that is not there leads to the next.
using FileNames = std::vector<std::string>;

// What stands behind an item of the boot order: several files for CONFIG_FILES, one for most others, none when the
// master file does not name it.
std::vector<FileNames> files_of(BootFile item, const Model& model, net::MacAddress mac, const BootServer& server,
                                const MasterFile& master);

bool is_image(BootFile item);   // read until its header only: the copy in flash is always current
bool is_upload(BootFile item);  // PUT, where the others are GET

// A name the handset can ask for on the boot server: no URL, and nothing that would end a request line.
bool is_usable_name(std::string_view name);

// One line of a log file: time since power-on as hhmmss.mmm, component, level, missed count, text (SIP 1.4
// administrator's guide, p. 104).
std::string log_line(net::Duration since_start, std::string_view component, int level, std::string_view text);

}  // namespace phones
