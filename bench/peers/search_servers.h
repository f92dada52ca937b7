#pragma once

#include "peers/search_peers.h"

namespace comity::bench {

/// The peers that are servers, as far as this machine has them. Those left out are named on the
/// error stream.
void add_servers(const std::filesystem::path& folder, Peers& peers);

}  // namespace comity::bench
