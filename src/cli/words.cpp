#include "cli/words.h"

#include <algorithm>
#include <array>

namespace comity::cli {
namespace {

struct About {
  std::string_view command;
  std::string_view text;
};

// The formatter moves long raw strings a little further each time.
// clang-format off
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

Texts that print no symbol are works of their own. --as says whose they are: the same text in six languages, six files without a symbol, is one work then, and its languages stand side by side. A file that prints another symbol is refused; one that is in the record already stays where it is.

  comity import reports/ resolution.pdf
  comity import declaration-*.txt --as "A/RES/217(III)[A]"
  comity import --publish reports/
  comity import reports/ --json | jq .failed)"},
    {"fetch",
     R"(Asks the United Nations' document service, or what --from names, for each document in each language, one request after the other: never more than one a second to a server, as its robots.txt says, and waiting where it says so. What has come stays in the folder fetch-cache of the installation: a document that is there is asked for again after a day at the earliest, and then comes only if it has changed; one that broke off goes on where it stopped, also after the command was ended. Then all are imported as by comity import.

Addresses, pace and limits are settings: fetch.csv in the installation's folder (setting,format,value) takes the place of the program's own, row by row of a name. `mirror` says how a folder or mirror is laid out. No proxy is used but one that is set there, and addresses of this machine and of private networks only with local,yes.

Ends with 3 where a document was not found or refused.

  comity fetch A/HRC/21/11 A/HRC/RES/56/2 --language en,fr
  comity fetch A/HRC/21/11 --dry-run
  comity fetch A/HRC/21/11 --from /media/stick/documents
  comity fetch A/HRC/21/11 --json | jq '.files[] | select(.outcome == "refused")')"},
    {"search",
     R"(A question is made of words, "phrases", prefix*, -not, OR, parentheses and field:value. Counts are exact.

  comity search '"human rights defenders" -women' --filter state=BRA
  comity search water --facets by,position --limit 5 --json
  comity search dialogue --filter kind=reply
  comity search "year:2008..2014 -theme:Other" --filter "regional_group=African States"

Where little is found, it says how the question may have been meant; nothing is changed by itself.)"},
    {"complete",
     R"(The names of fields that what is typed last may be, or, behind a field's name and colon, its values: by their codes or by a word of their names in any of six languages. Twelve at most, States by name, other values by how many documents have them.

  comity complete "water state:alem"
  comity complete "theme:l'eau"
  comity complete theme:wom --json)"},
    {"searches",
     R"(New is what works say that came into the record, or changed, since the search was saved or last seen. The page Saved searches shows a person's own; on the command line it is the owner's.

  comity searches --json)"},
    {"searches save",
     R"(With the name of one that is there it is refused.

  comity searches save "Water in Brazil" water --filter state=BRA)"},
    {"searches rename",
     R"(  comity searches rename "Water in Brazil" "Water")"},
    {"searches delete",
     R"(  comity searches delete "Water")"},
    {"searches seen",
     R"(From now on only what comes later is new.

  comity searches seen "Water")"},
    {"show",
     R"(Masthead, paragraphs with their numbers and verbs, notes, citations, and what the reader was not sure of.

  comity show A/HRC/21/11
  comity show A/HRC/21/11 --json

In two languages the paragraphs stand below each other in pairs: those of one number together, those without a number by their order between. What one version alone has is marked with -.

  comity show A/HRC/RES/48/9 --language en,fr

With a number behind the symbol it is that recommendation, as its page has it: clauses, States, all that was said of it. Where none has the number, it is the paragraph with its items; behind # it is always the paragraph.

  comity show A/HRC/21/11/119.1
  comity show A/HRC/21/11/92.6~2 --json
  comity show A/HRC/21/11#119)"},
    {"compare",
     R"(Paragraphs are paired by likeness and order, and each pair is the same, changed, moved, added, removed, split or merged. Words that only the earlier text has stand in [-…-], those that only the later has in {+…+}; in a terminal they are struck out and underlined. Where the opening verb is another one, it is said; stronger or weaker only where a source says so, which is named.

What names a file is read as a file, and nothing of it is stored; everything else is a work of the record. In JSON, pairs have from, to, kind, words and verb. As DOCX it is the later text with what changed as tracked changes, whose author is the later text: accepted it reads as the later text, rejected as the earlier one.

  comity compare A/HRC/RES/53/2 A/HRC/RES/56/2
  comity compare A/C.3/75/L.44 draft.docx
  comity compare A/C.3/75/L.44 A/C.3/75/L.44/Rev.1 --format docx > changes.docx
  comity compare old.md new.md --json | jq '.pairs[] | select(.verb)'

With --amended-by a document of amendments to a draft, the draft is compared with itself as amended; it may be left out, since the amendments name it. With a later text, the draft as amended is the earlier one: what a revision took up. Amendments that have no place in the draft are not applied and are named.

  comity compare --amended-by A/C.3/75/L.90
  comity compare A/C.3/75/L.44 A/C.3/75/L.44/Rev.1 --amended-by amendments.docx)"},
    {"check",
     R"(The reader's doubts, gaps in the numbering, verbs outside the repertoire, Also and Further (or what the text's language has for them) out of sequence, and citations whose date is not that of the document in the record: each with file, paragraph and what mends it. All are warnings; nothing is stored.

Ends with 3 where a file could not be read, with 13 where --strict is given and something is marked.

  comity check draft.docx
  comity check drafts/*.md --json | jq .findings_count)"},
    {"similar",
     R"(Similar are clauses of recommendations that share most of their words with the text, in order or not: each comes with its likeness, with what it is to the text (the same words, other words, the whole of which the text is a part, a part of it), the State, the cycle and how its position counts. Words that only the text has stand in [-…-], those that only the clause has in {+…+}. In JSON, confidence is the share of pairs so alike that are about the same issues, as counted on UPR Info's tags.

  comity similar A/HRC/21/11/119.1
  comity similar A/HRC/21/11/119.1 --filter state=BRA
  comity similar --text "Ratify the Optional Protocol" --format csv > asked.csv)"},
    {"asked",
     R"(Reads a submission in a confined process and stores nothing of it. What it asks for (sentences with a word of asking, and the items below a heading of recommendations, in six languages) is set beside the recommendations of the review that it is about: an ask came back where one of them is alike or says all of it, came back in part where one says a part of it, and otherwise did not. State and cycle are guessed from the text where they are not given: the State that it names most, and the first of that State's reviews after its date.

  comity asked submission.pdf --state BRA --cycle 2
  comity asked submission.docx --json | jq '.asks[] | select(.outcome == "not")')"},
    {"mandates",
     R"(Each operative paragraph, or item of one, that asks somebody for something or promises something is a row: who asks, who is asked, what, and by when (s76 is a session of any body, GA:s76 of that one, 2025 a year). Its state is what the record shows: kept where a text of the session on the question, or a document that answers, is there; not_seen where the record reaches so far and has none; due otherwise.

  comity mandates --filter addressee=secretary-general --filter state=due
  comity mandates --filter body=HRC --filter due=s48
  comity mandates --view racism --json | jq .count.value)"},
    {"plot",
     R"(Clauses of recommendations that a question finds, counted by two facets: time (sessions by position), positions (cycles by position), themes (by position), states (States under review by position) and matrix (recommending States by States under review). A clause by several States counts in each of their rows. States stand in the order of their names, and where States under review are counted every Member has a row. --format gives the cells that count anything as rows.

  comity plot --plot time
  comity plot 'torture OR "ill-treatment"' --plot states --filter cycle=2
  comity plot --plot matrix --format csv > matrix.csv)"},
    {"citations",
     R"(Documents that texts of the record cite and that it does not hold, most cited first, with the first texts that cite each and their paragraphs. Importing one makes its citations links. With a symbol, all that cites it. With --graph, what it cites too and, in two steps, the same of those: 1 and 2 are cited, -1 and -2 cite; --format gives every citation as a row.

  comity citations
  comity citations A/RES/60/251
  comity citations A/RES/60/251 --graph 2 --format csv > graph.csv
  comity citations --json | jq -r '.results[].symbol')"},
    {"session",
     R"(The texts of a session by agenda item, as their symbols and mastheads say, and every paragraph that promises or asks something for it, with how it stands. Of each text its sponsors stand there, who joined them later and what came of it, as reports of the record that cite it say. Without a body, the sessions of which the record holds a text, each with the count of its texts.

  comity session
  comity session HRC 48
  comity session GA 76 --json | jq '.asked[] | select(.state == "not_seen")')"},
    {"lineage",
     R"(The texts on the same question before and after one: those whose titles are alike, that it cites or that cite it, or that keep its promise to continue. With a paragraph, the texts through which it came, back to the first in which it stood: words that only the earlier text has stand in [-…-], those that only the later has in {+…+}.

  comity lineage A/HRC/RES/56/2
  comity lineage A/HRC/RES/56/2 7 --json | jq '.steps[].work')"},
    {"export mandates",
     R"(The columns are symbol, number, body, session, date, title, kind, verb, addressees, addressed, action, occasions, state, reason, kept_by and text. Rows stand by date of the text, latest first.

  comity export mandates > mandates.csv
  comity export mandates --view upr --format ndjson
  comity export mandates --filter addressee=states --format xlsx > states.xlsx)"},
    {"export recommendations",
     R"(The columns are symbol, number, clause, printed, mechanism, state_under_review, cycle, session, text, recommending_states, position, counts_as, sources, corrected and themes. The position is the latest that a source states, in the words of the State under review; the sources are the report and the works that answer its recommendations; corrected says what of the row a person corrected; the themes are what the text is about, as people said or a machine guesses (comity tags); confirmed has the tags that people gave or confirmed (comity tag).

  comity export recommendations --filter state=BRA --filter session=13 > brazil.csv
  comity export recommendations --format ndjson
  comity export recommendations --format xlsx > all.xlsx

A workbook has a last sheet that says what it is; a table that is longer than a sheet goes on in another. No cell is a formula, whatever a text begins with. Its rows wait in the folder for temporary files (TMPDIR).)"},
    {"export observations",
     R"(The paragraphs of concluding observations in which a treaty body recommends. The columns are symbol, number, mechanism, state, session, date, subject and text: the session is the committee's, the date that of adoption, the subject the heading that the paragraph stands under. They are never counted among the recommendations of the universal periodic review. An imported table with these columns is read as recommendations of its treaty bodies.

  comity export observations --filter state=BRA > brazil.csv
  comity export observations --filter mechanism=treaty-body:CEDAW --format xlsx > cedaw.xlsx)"},
    {"export statements",
     R"(The paragraphs of reports' interactive dialogues with who speaks in each. The columns are symbol, number, states_under_review, cycle, session, speaking_states, role and statement; the role is under_review where the State under review speaks itself, else other.

  comity export statements --filter by=NOR > norway.csv
  comity export statements --filter state=BRA --filter cycle=2 --format ndjson)"},
    {"measure",
     R"(The table has the columns of comity export recommendations, or UPR Info's: state_under_review, recommending_state, recommendation, response and session. Its rows and the record's clauses, each once for each recommending State, are paired one to one within a review and a State where their words are alike (the longest common subsequence, twice, over the words of both: at least 0.8). Only reviews that both have are measured; what is left out is said. Positions are compared where the report states one.

Precision is the share of the record's clauses that the table has, recall the share of the table's rows that the record has, F1 their harmonic mean. Every difference is listed: - a row that is not in the record, + a clause that is not in the table, ! another position.

Ends with 3 where rows of the table could not be compared; they are listed with the reason.

  comity measure --against recommendations.csv
  comity measure --against recommendations.csv --json | jq .f1)"},
    {"measure tags",
     R"(Learns from the table's earlier sessions and gives tags to the last ones, whose rows it has not seen; nothing of it is kept. Of each label it says how many tags were right (precision), how many of those that the table has were given (recall) and F1, their harmonic mean; micro-averages count every tag alike, macro-averages every label. Beside them stands what gazetteers alone give, which is what an installation without a model does.

The table is a CSV with UPR Info's columns: recommendation, issues (several parted by a semicolon), action (1 to 5), session and state_under_review.

Where people said something of a row's tags (comity tag), that is what the row is measured against.

  comity measure tags --from recommendations.csv
  comity measure tags --from recommendations.csv --held-out 1 --json | jq .model.theme.macro_f1)"},
    {"tags",
     R"(Says what a text is about: themes, kind of action, groups of persons, Sustainable Development Goals, treaties and mechanisms. Each tag comes with how sure it is, how it was found (by its name in the text, by what was learnt from examples, or because a theme stands for it) and the words that weighed most. A machine's guess, in English; of a text nothing is kept. With --of it is a recommendation of the record, whose page says the same; comity search --filter theme=Detention finds all that have a tag. Themes and kinds of action are better with a model: comity train.

  comity tags "Ratify the Optional Protocol to the Convention against Torture"
  comity tags --json "Protect the rights of girls at school"
  comity tags --of A/HRC/21/11/119.1)"},
    {"tag",
     R"(Says which tags a recommendation has. confirm: it has a tag that the machine gave it. add: it has one, whatever the machine says. remove: it has it not. take-back: what was said is said no more, and the machine's guess stands again. Each is an entry of the journal, with who said it and when; what people say prevails over the machine in searches, filters, pages and exports, and comity train learns from it.

Tags are written SCHEME:CODE, as comity tags and the pages have them: theme:Detention, goal:5, group:women, treaty:CEDAW, named:CAT, action:4. A recommendation of several clauses is all of them; …/92.6~2 is one.

In bulk: --found says the same of every clause that a search finds (100,000 at most), --from does what the rows of a CSV say. What cannot be done is refused with its reason, and the rest is done; --refused keeps those rows as a CSV, to be mended and given again. It ends with 3 where rows were refused.

  comity tag A/HRC/21/11/119.1 confirm theme:Detention
  comity tag A/HRC/21/11/92.6~2 add group:women treaty:CEDAW --reason "named in the footnote"
  comity tag --found '"domestic violence"' --filter theme="Women's rights" confirm theme:"Women's rights"
  comity tag --from decisions.csv --refused again.csv)"},
    {"train",
     R"(Learns themes and kinds of action from a table that you have, and puts the model into the installation's folder as tags.model, in place of the one there. comity tags, searches, pages and exports use it, in a server that runs too, which makes its indexes anew. No model comes with the program: without one, tags come from tables of names and phrases.

The table is a CSV with UPR Info's columns: recommendation, issues (several parted by a semicolon), action (1 to 5), session and state_under_review. A theme that the scheme does not have is named and left out. How far to trust what was learnt: comity measure tags.

What people said of tags (comity tag) prevails over the table where a row has the same text, and is learnt from besides; it weighs three times as much.

  comity train --from recommendations.csv)"},
    {"sources list",
     R"(A table with the columns of UPR Info (state_under_review, recommending_state, recommendation, response, session), or of comity export recommendations, becomes a source when it is imported: its rows are found again among the clauses of the reports, whichever came first. A row agrees where a clause of the same State says it; it is doubtful where one may (another wording, another State, a part of it), unmatched where none does, and waits where the record has no report of the review. No row is dropped; one that another table with the same columns has already is repeated and counts there. Recommendations of treaty bodies and special procedures, as in exports of the Universal Human Rights Index, are kept apart: comity search --filter mechanism=treaty-body:CEDAW.

  comity import recommendations.csv
  comity sources list)"},
    {"sources columns",
     R"(A table whose columns are named as UPR Info, the Universal Human Rights Index or one of the six languages name them is understood by itself; where it is not, or wrongly, say what its columns hold. What columns hold is text, state, by, response, session, cycle, number, mechanism, symbol, date, type, themes, persons and goals. It is kept for all tables with the same names of columns, and this one is read again by it. --set auto finds it out again. A table is named by its ~id or symbol.

A column is given by its number from 1 or its name, behind =; what every row says stands behind a colon.

  comity sources columns ~0123456789ABC
  comity sources columns ~0123456789ABC --set text=3,number=2,state:Iceland,cycle:3
  comity import matrix.xlsx --columns @matrix.columns)"},
    {"export pledges",
     R"(What States under review undertook themselves: the pledges of reports with the sources that have them too, and those that only sources have. The columns are symbol, number, state_under_review, cycle, session, text and sources. They are never counted among recommendations.

  comity export pledges --state BRA > brazil.csv
  comity export pledges --format ndjson)"},
    {"sources rows",
     R"(Each row with its likeness to the clause, from 0 to 1, and how often such a pair is right. Words that only the report has stand in [-…-], those that only the source has in {+…+}.

  comity sources rows ~0123456789ABC --standing doubtful --limit 100
  comity sources rows ~0123456789ABC --state BRA --cycle 2 --json)"},
    {"correct clause",
     R"(A correction is an entry of the journal; what the reader had read stays beside it. When the document is read again (comity reread), the correction is kept where the same is read as before, satisfied where its own words are read, and otherwise a person is asked: comity correct list --standing asked. It is never moved to another clause.

  comity correct clause A/HRC/21/11 119.1 --text "Ratify the Convention" --reason "a word was cut"
  comity correct clause A/HRC/21/11 92.6~2 --states "BRA; France" --reason "as on page 21")"},
    {"correct split",
     R"(The parts take the place of the clause. A part without States has those of the clause.

One with a number before it becomes the recommendation of that number, with the position of the one that it was part of; one without must be left.

  comity correct split A/HRC/21/11 92.6 --part "Sign it [FRA]" --part "Ratify it [ESP]" --reason "two"
  comity correct split A/HRC/21/11 92.6 --part "Sign it [FRA]" --part "[92.7] Dig wells [ESP]" --reason "a number was lost")"},
    {"correct merge",
     R"(Without --text the two texts are joined by a space, without --states the clause has the States of both.

With --with another recommendation of the report is part of this one: its paragraph stays as a second source, its number leads here, and the position is that of the one named first.

  comity correct merge A/HRC/21/11 92.6~1 --reason "one sentence, cut by the page"
  comity correct merge A/HRC/21/11 92.6 --with 92.7 --reason "one sentence over two pages")"},
    {"correct position",
     R"(It holds over what the report and other works say, until one of them says something else than it did when the correction was made; then a person is asked.

  comity correct position A/HRC/21/11 119.1 --counts-as noted --words "takes note" --reason "page 23")"},
    {"correct list",
     R"(Each with what was read, what it was corrected to and, where a person is asked, what is read now.

  comity correct list --standing asked
  comity correct list A/HRC/21/11 --json)"},
    {"correct keep",
     R"(For a correction of which a person is asked.

  comity correct keep A/HRC/21/11 119.1 42 --reason "the new reading is wrong too")"},
    {"correct take-back",
     R"(What is read there holds again.

  comity correct take-back A/HRC/21/11 119.1 42 --reason "the page was right")"},
    {"settle",
     R"(Rows that are settled are fixed before the others are compared with the reports. Where the row or the clause is not as it was, after something was read again, the row is doubtful again and says why.

  comity settle ~0123456789ABC 17 --clause A/HRC/21/11/92.6~2 --reason "the same, shortened"
  comity settle ~0123456789ABC 18 --none --reason "said in the dialogue only"
  comity settle ~0123456789ABC 18 --take-back --reason "it is 92.7 after all")"},
    {"sources refused",
     R"(A State that is not known, an empty text, no session, quotation marks that do not match: each row with its reason in the last column. Mend the rows, leave the column or take it away, and import the file.

  comity sources refused ~0123456789ABC > refused.csv)"},
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
    {"people",
     R"(Everyone who has or had an account: a number that names the person in the journal, whether they have come, and their roles. An administrator of a space sees and decides the same on the page People.

  comity people --json)"},
    {"people show",
     R"(When each session began, how, and when it ends; never from where.

  comity people show 0123456789ABC)"},
    {"people invite",
     R"(Prints a link that is shown this once, works once and holds for three days: give it to the person yourself. They choose their name and a password. A contributor has an account; a reader of submissions reads also what is internal; an editor brings in, publishes and corrects; an administrator also lets people in.

  comity people invite "Ana Example" --role editor --origin https://comity.example)"},
    {"people link",
     R"(Whoever opens it sets a new password; sessions and second factor end. Earlier links of the person end now.

  comity people link 0123456789ABC --origin https://comity.example)"},
    {"people role",
     R"(Holds from the next request on, also for the person's tokens. The journal of the space keeps who decided it.

  comity people role 0123456789ABC reader
  comity people role 0123456789ABC none --space specimen)"},
    {"people sign-out",
     R"(For a telephone that was lost. The person may sign in again.

  comity people sign-out 0123456789ABC)"},
    {"people close",
     R"(Takes every role, session, token and link, and forgets name and password. What the person did stays in the journal, by a number that then names nobody.

  comity people close 0123456789ABC)"},
    {"consultation",
     R"(Calls for input, drafts too, those that close last first.

  comity consultation --json)"},
    {"consultation show",
     R"(Its text and its questions.

  comity consultation show 0123456789ABC)"},
    {"consultation write",
     R"(The file is a JSON object: title and text by language ({"en": "…"}), questions ([{"kind": "text", "choice" or "file", "text": {…}, "choices": [{…}], "required": true}]), invited (State, agency, NGO, institution, other; none: anyone), opens and closes as clocks of time_zone show them, ways (named, confidential, anonymous) and terms (by_choice, all or none are published). A new call is a draft until it is opened. With --call it is the next version of one.

  comity consultation write call.json
  comity consultation write call.json --call 0123456789ABC)"},
    {"consultation open",
     R"(From then on the call is public, and its questions and choices keep their words; a language or a further question may join.

  comity consultation open 0123456789ABC)"},
    {"consultation extend",
     R"(A closed call opens again.

  comity consultation extend 0123456789ABC 2027-01-31T18:00)"},
    {"consultation close",
     R"(At once, before its deadline. Whoever has answered can no longer correct their reply, but withdraw it until the report is published.

  comity consultation close 0123456789ABC)"},
    {"consultation publish-replies",
     R"(What may be published follows from the terms of the call and from what each contributor agreed to.

  comity consultation publish-replies 0123456789ABC)"},
    {"consultation replies",
     R"(Every reply, by the day of receipt; one by its id, as structure.

  comity consultation replies 0123456789ABC --json)"},
    {"consultation letters",
     R"(One file for each body that is to be invited, with the text of the call, its questions, its deadline and its address.

  comity consultation letters 0123456789ABC --to "Ministry of Lakes" --out letters --origin https://comity.example)"},
    {"consultation passages",
     R"(Replies with what was marked in them, and how far those agree who coded the same (Cohen's kappa). With --from each line of the file marks a passage: {"reply", "part", "paragraph", "words", "codes": []}; a line with "finished": true says that the reply has been coded. Marks of others are shown once you have finished with a reply.

  comity consultation passages 0123456789ABC
  comity consultation passages 0123456789ABC --from marks.ndjson)"},
    {"consultation proposals",
     R"(Codes for paragraphs that you have not coded, by a machine that learnt from your own marks alone, and how often it is right on replies that it had not learnt from. They count nowhere until you accept them. With --from each line of the file decides on one: {"reply", "part", "paragraph", "codes": [], "accept": true}; false dismisses it.

  comity consultation proposals 0123456789ABC 0123456789DEF
  comity consultation proposals 0123456789ABC --from decided.ndjson)"},
    {"consultation synthesis",
     R"(Every line with its sources, counted, and how many of the coded passages are used, set aside or neither. With --from each line of the file writes one: {"section", "text", "passages": []}, or sets a passage aside: {"passage", "reason"}.

  comity consultation synthesis 0123456789ABC --json)"},
    {"consultation report",
     R"(Numbered paragraphs with the replies on which they stand. Who is not named is told by nothing, and no figure is given of fewer than five of them.

  comity consultation report 0123456789ABC
  comity consultation report 0123456789ABC --format docx > report.docx
  comity consultation report 0123456789ABC --publish --annex)"},
    {"reread",
     R"(What a better reader makes of files that are in the record already. Nothing of the record changes by itself when the program does: --dry-run says what would, and how the corrections of the document stand to it, and the same line without it keeps that, one entry of the journal for each file; what was read before stays there too. Runs beside a server, may be interrupted and begun again, and leaves alone what is published.

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
// clang-format on

}  // namespace

std::string_view about(std::string_view command) {
  const auto* found = std::find_if(kAbout.begin(), kAbout.end(),
                                   [&](const About& each) { return each.command == command; });
  return found == kAbout.end() ? std::string_view() : found->text;
}

}  // namespace comity::cli
