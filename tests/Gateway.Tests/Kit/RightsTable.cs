using TestKit;

namespace Gateway.Tests.Kit;

/// <summary>The table of rights, as it stands in <c>rights.txt</c>.</summary>
public sealed class RightsTable
{
    public const string Name = "tests/Gateway.Tests/rights.txt";

    public static readonly string[] Columns = ["recorder", "confirmer", "coordinator", "overseer", "operator", "anonymous"];

    private static readonly string[] Values = ["yes", "asks", "role", "over", "404", "token"];

    private readonly Dictionary<(string Method, string Path), Row> _rows = [];

    private RightsTable()
    {
    }

    public IEnumerable<(string Method, string Path)> Endpoints => _rows.Keys;

    public static RightsTable Read()
    {
        var table = new RightsTable();
        foreach (var line in File.ReadLines(RepositoryRoot.PathOf("tests", "Gateway.Tests", "rights.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(cells.Length == Columns.Length + 3, $"{Name}: not method, path, {Columns.Length} rights and whose: {line}");
            Assert.True(cells[2..^1].All(Values.Contains) && cells[^1] is "own" or "party" or "-", $"{Name}: an unknown value: {line}");
            Assert.True(table._rows.TryAdd((cells[0], cells[1]), new(cells[2..^1], cells[^1])), $"{Name}: twice: {line}");
        }
        return table;
    }

    public Row? Of(string method, string path) => _rows.GetValueOrDefault((method, path));

    /// <param name="Cells">What each column may.</param>
    /// <param name="Whose">Whose books.</param>
    public sealed record Row(string[] Cells, string Whose)
    {
        public string For(string column) => Cells[Array.IndexOf(Columns, column)];
    }
}
