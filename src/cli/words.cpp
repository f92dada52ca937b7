#include "cli/words.h"

#include <algorithm>
#include <array>

namespace comity::cli {
namespace {

struct About {
  std::string_view command;
  std::string_view text;
};

constexpr auto kAbout = std::to_array<About>({
    {"serve",
     R"(Prints its address when it is ready, and a link that signs the owner in once. Listens on this machine alone unless --address says otherwise; TLS belongs to a reverse proxy before it. Stops in order on SIGTERM and Ctrl-C: requests under way are answered first.

  comity serve --data /var/lib/comity --port 8080
  comity serve --port 8080 --origin https://comity.example)"},
    {"open",
     R"(Reads one document and serves it alone, with no set-up: nothing is kept when the command ends.

  comity open report.pdf)"},
    {"import",
     R"(Each file is read in a confined process and kept in one step; one that cannot be read is named with its place and what mends it, and the others go on. Importing the same files again changes nothing; after an interruption the same command reads the rest.

What was read is seen by the owner alone until it is published.

  comity import reports/ resolution.pdf
  comity import --publish reports/
  comity import reports/ --json | jq .failed)"},
    {"search",
     R"(A question is made of words, "phrases", prefix*, -not, OR, parentheses and field:value. Counts are exact.

  comity search '"human rights defenders" -women' --filter state=BRA
  comity search water --facets by,position --limit 5 --json)"},
    {"show",
     R"(Masthead, paragraphs with their numbers and verbs, notes, citations, and what the reader was not sure of.

  comity show A/HRC/21/11
  comity show A/HRC/21/11 --json)"},
    {"export recommendations",
     R"(The columns are symbol, number, clause, printed, mechanism, state_under_review, cycle, session, text, recommending_states, position, counts_as and sources.

  comity export recommendations --filter state=BRA --filter session=13 > brazil.csv
  comity export recommendations --format ndjson
  comity export recommendations --format xlsx > all.xlsx

A workbook has a last sheet that says what it is; a table that is longer than a sheet goes on in another. No cell is a formula, whatever a text begins with. Its rows wait in the folder for temporary files (TMPDIR).)"},
    {"export document",
     R"(Akoma Ntoso 3.0 in the United Nations' profile (AKN4UN): valid against the schema, with ids that stay, and read back by `comity import` as the same structure.

As DOCX, for word processors: headings by styles, labels as they are printed, footnotes, tables. As HTML, one file that needs nothing beside it. As JSON, what `comity show --json` prints.

  comity export document A/HRC/RES/48/9 --format akn > resolution.akn
  comity export document A/HRC/RES/48/9 --format docx --language fr > resolution.docx)"},
    {"export review",
     R"(The recommendations of one State in one cycle. As DOCX they stand as the report lists them: numbers, texts, States in parentheses, notes. As XLSX each list has a sheet, with the columns of `comity export recommendations`; pledges have one of their own. CSV and NDJSON are the same rows in one table.

  comity export review BRA 2 --format docx > brazil.docx
  comity export review BRA 2 --format csv > brazil.csv)"},
    {"journal verify",
     R"(Ends with 0 only where every entry has its commitment, every log its tree and every head its root. Whoever keeps the roots it prints can see later that nothing was rewritten.

  comity journal verify --json)"},
    {"rebuild",
     R"(The tables hold nothing that the journal does not say, so they can be made again at any time, in one step.

  comity rebuild --check)"},
    {"generate",
     R"(Invented States, working-group reports and resolutions in the form of United Nations documents. The same seed and number give the same bytes on every machine.

  comity generate --out specimen/
  comity generate --recommendations 1000000 --seed 7 --import --data /tmp/large)"},
    {"backup",
     R"(While the server runs. What is written is an installation of its own, checked against its journal before the command ends.

  comity backup /backup/2026-11-24 --data /var/lib/comity)"},
    {"restore",
     R"(From the embedded database to a PostgreSQL or back: --database names the one to restore into.

  comity restore /backup/2026-11-24 --data /var/lib/new
  comity restore /backup/2026-11-24 --data /var/lib/new --database 'dbname=comity')"},
    {"admin link",
     R"(Whoever may write in the data folder is the owner of the installation and may have such a link. It is good once, within a day.

  comity admin link --origin https://comity.example)"},
    {"reread",
     R"(What a better reader makes of files that are in the record already. Nothing of the record changes by itself when the program does: --dry-run says what would, and the same line without it keeps that, one entry of the journal for each file. Runs beside a server, may be interrupted and begun again, and leaves alone what is published.

  comity reread --all --dry-run
  comity reread A/HRC/21/11)"},
    {"admin token create",
     R"(A token is a secret by which a program acts for the owner, within its scopes and until it ends. The secret is printed once and kept nowhere.

  comity admin token create --name nightly --scope read,import --days 90)"},
    {"admin token list",
     R"(Names, scopes and ends; never the secrets.

  comity admin token list --json)"},
    {"admin token revoke",
     R"(What a program sends with it from now on is refused.

  comity admin token revoke 0123456789ABC)"},
    {"manual",
     R"(Pages are written in the macros of man.

  comity manual import | man -l -)"},
    {"completion",
     R"(  source <(comity completion bash)
  comity completion fish > ~/.config/fish/completions/comity.fish)"},
});

}  // namespace

std::string_view about(std::string_view command) {
  const auto* found = std::find_if(kAbout.begin(), kAbout.end(),
                                   [&](const About& each) { return each.command == command; });
  return found == kAbout.end() ? std::string_view() : found->text;
}

}  // namespace comity::cli
