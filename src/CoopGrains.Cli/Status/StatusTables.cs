using System.Globalization;
using System.Text.Json;
using CoopGrains.Contracts;
using Spectre.Console;

namespace CoopGrains.Cli.Status;

/// <summary>Draws the network as tables for a terminal.</summary>
internal static class StatusTables
{
    private const int WidthOfFiles = 200;

    /// <summary>A console that neither draws colors nor wraps to 80 columns when its output goes to a file or another program.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter output, bool redirected)
    {
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (redirected)
            console.Profile.Width = WidthOfFiles;
        return console;
    }

    /// <summary>Bars of progress, on standard error: what a command prints is for others too.</summary>
    public static Progress Bars() => ConsoleOn(Console.Error, Console.IsErrorRedirected).Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).HideCompleted(Console.IsErrorRedirected);

    /// <summary>Draws everything.</summary>
    public static void Draw(NetworkPicture picture, IAnsiConsole console)
    {
        console.Write(Provinces(picture));
        console.Write(Instruments(picture));
        console.Write(Commitments(picture));
        console.WriteLine(Summary(picture.Status));
    }

    private static Table Provinces(NetworkPicture picture)
    {
        var table = NewTable("Provinces", "Id", "Name", "English", "Lao", "ISO", "Borders");
        foreach (var one in picture.Provinces.Select(NetworkPicture.As<ProvinceSummary>))
            Row(table, one.Book.Id, one.Name.Vi, one.Name.En, one.Name.Lo, one.Iso, Words.Parties(one.Borders));
        return table;
    }

    private static Table Instruments(NetworkPicture picture)
    {
        var table = NewTable("Instruments", "Id", "Parties", "State", "Term", "Days left");
        table.Columns[4].RightAligned();
        foreach (var one in picture.Agreements.Select(NetworkPicture.As<AgreementSummary>))
            Row(table, one.Book.Id, Words.Parties(one.Parties), Words.Of(one.State), one.Term?.ToString() ?? "not stated",
                one.DaysLeft?.ToString("N0", CultureInfo.InvariantCulture) ?? "-");
        return table;
    }

    private static Table Commitments(NetworkPicture picture)
    {
        var table = NewTable(
            "Programs and commitments", "Program", "Commitment", "For", "Period", "Target", "Reported", "Confirmed", "Disputed");
        foreach (var program in picture.Programs.Select(NetworkPicture.As<ProgramView>))
        {
            var state = program.State == ProgramState.Open ? "" : $" ({Words.Of(program.State)})";
            var name = program.Book.Id + (program.Restricted ? " (restricted)" : "") + state;
            foreach (var view in program.Commitments)
            {
                AddCommitment(table, name, view);
                name = "";
            }
        }
        return table;
    }

    private static void AddCommitment(Table table, string program, CommitmentView view)
    {
        var commitment = view.Commitment;
        var whom = Words.Parties(commitment.Beneficiaries) + (view.Shared ? " (shared)" : "");
        if (commitment.State is CommitmentState.Proposed or CommitmentState.Drafted or CommitmentState.Cancelled)
        {
            var stands = commitment.State switch
            {
                CommitmentState.Proposed => "proposed, not agreed",
                CommitmentState.Drafted => "in a draft, not in force",
                _ => "cancelled",
            };
            Row(table, program, commitment.Id, whom, "-", "-", stands, "-", "-");
            return;
        }
        var rate = commitment.Rate is { } value ? $"{Words.Of(value)} {Each(commitment.Cadence)}" : "-";
        var outside = view.OutsidePeriods > 0 && !view.Periods.IsEmpty ? " (outside the target periods)" : "";
        AddFigures(table, program, commitment, whom, "all", rate, view.Overall, outside);
        foreach (var part in view.Overall.Parts)
            Row(table, "", "", "", "", "", $"of it {part.Name} {Words.Of(part.Amount)}", "", "");
        foreach (var period in view.Periods)
            AddFigures(table, "", commitment, "", period.Period.ToString() ?? "", Words.OrDash(period.Target), period);
    }

    private static void AddFigures(
        Table table, string program, Commitment commitment, string whom, string period, string target, Figures figures, string note = "")
    {
        var reported = Words.Reported(commitment, figures) + (figures.Overdue ? " (overdue)" : "") + note;
        var id = period == "all" ? commitment.Id : "";
        Row(table, program, id, whom, period, target, reported, Words.OrDash(figures.Confirmed), Words.OrDash(figures.Disputed));
    }

    private static string Each(Cadence cadence) => cadence switch
    {
        Cadence.Yearly => "a year",
        Cadence.PerCourse => "a course",
        Cadence.PerCoursePerYear => "a course, each year",
        _ => "",
    };

    private static string Summary(JsonElement status)
    {
        var counts = status.GetProperty("counts");
        var entries = counts.GetProperty("entries");
        string Some(JsonElement of, params IEnumerable<string> names) =>
            string.Join(", ", names.Select(name => $"{of.GetProperty(name)} {name}"));
        return $"On {status.GetProperty("on")}: {Some(status, "provinces", "instruments", "programs")}, "
            + $"{Some(counts, "commitments", "proposals", "targets")} ({counts.GetProperty("targetsWithoutData")} without data); "
            + $"entries: {Some(entries, "reported", "confirmed", "disputed")}.";
    }

    private static Table NewTable(string title, params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(title) };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        return table;
    }

    private static void Row(Table table, params string?[] cells) => table.AddRow(cells.Select(cell => new Text(cell ?? "-")));
}
