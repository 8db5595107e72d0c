using CoopGrains.Contracts;
using CoopGrains.Hosting;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>A long journal, written through the store as books would: rows with their hashes, over three years of recorded time.</summary>
/// <remarks>
/// Every program has a commitment to one province and one to three of them. Of ten rows four are reports: two confirmed by the one, one
/// confirmed by all three, one sent back. Making it through grains would take an hour and give the same rows.
/// </remarks>
internal static class LongJournal
{
    public const int RowsOfRound = 10;

    private const int RowsBefore = 2;
    private static readonly string[] Takers = ["la-psl", "la-odx", "la-lpb", "la-lnt", "la-bko"];

    /// <summary>When its first row was recorded.</summary>
    public static DateTimeOffset First { get; } = new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When its last row was recorded, about.</summary>
    public static DateTimeOffset Last { get; } = First.AddYears(3);

    /// <summary>Writes about so many rows into a new SQLite store, programs in turns.</summary>
    public static async Task WriteAsync(string data, int programs, int rows)
    {
        var clock = new FakeClock(First);
        await using var store = await SqliteBookStore.OpenAsync(
            new() { Path = new CoopOptions { Data = data }.StorePath }, clock, NullLogger<SqliteBookStore>.Instance);
        await WriteAsync(store, clock, programs, rows);
    }

    /// <summary>The same into a migrated database; the rows are recorded in its own time.</summary>
    public static async Task WriteAsync(string database, string data, int programs, int rows)
    {
        var clock = new FakeClock(First);
        await using var store = await PostgresBookStore.OpenAsync(
            database, new() { Path = new CoopOptions { Data = data, Database = database }.StorePath }, clock,
            NullLogger<PostgresBookStore>.Instance);
        await WriteAsync(store, clock, programs, rows);
    }

    private static async Task WriteAsync(IBookStore store, FakeClock clock, int programs, int rows)
    {
        foreach (var body in Takers.Prepend("vn-db"))
            await CommitAsync(store, clock, BookKey.Province(body), 0, [new ProvinceRegistered
            {
                Book = BookKey.Province(body),
                Side = Parties.SideOf(body),
                Iso = body.ToUpperInvariant(),
                Names = new() { Name = new() { Vi = body, En = body } },
            }]);
        var books = Enumerable.Range(0, programs).Select(number => new Book(number)).ToList();
        await AllAsync(book => book.Begin());
        var rounds = Math.Max(1, (rows / programs - RowsBefore - 1) / RowsOfRound);
        for (var round = 0; round < rounds; round++)
        {
            await AllAsync(book => book.Round(clock.GetUtcNow()));
            clock.SetUtcNow(First + ((Last - First) * (round + 1) / rounds));
        }

        async Task AllAsync(Func<Book, List<Event>> next)
        {
            foreach (var chunk in books.Chunk(200))
            {
                await Task.WhenAll(chunk.Select(async book =>
                {
                    var version = book.Version;
                    var events = next(book);
                    book.Version += events.Count;
                    await CommitAsync(store, clock, book.Key, version, events);
                }));
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static async Task CommitAsync(IBookStore store, FakeClock clock, BookKey book, long version, IReadOnlyList<Event> events)
    {
        var pending = events.Select((happened, i) => new PendingEvent(
            $"vn-db-office:{book.Id}-{version + i}", 0, "f", "recorder", "vn-db-office", "Vn", "",
            EventCatalog.NameOf(happened), EventCatalog.Write(happened), null)).ToList();
        var result = await store.CommitAsync(new(
            book.ToString(), book.Kind.ToString().ToLowerInvariant(), false, version, pending, null, clock.GetUtcNow().AddDays(1)));
        if (result is not CommitResult.Committed)
            throw new InvalidOperationException($"{book} was answered {result}");
    }

    private sealed class Book(int number)
    {
        private const string One = "places";
        private const string Three = "support";

        private int _entries;

        public BookKey Key { get; } = BookKey.Program(Network.Program(number));

        public long Version { get; set; }

        private ValueList<string> Three3 { get; } = [.. Enumerable.Range(0, 3).Select(i => Takers[(number + i) % Takers.Length])];

        public List<Event> Begin() =>
        [
            new ProgramOpened
            {
                Book = Key,
                Title = new() { Vi = $"Chương trình {number}", En = $"Program {number}" },
                Parties = Three3.Add("vn-db"),
                Areas = ["education"],
                Restricted = false,
            },
            new CommitmentAdded { Commitment = Commitment(One, [Three3[0]]) },
            new CommitmentAdded { Commitment = Commitment(Three, Three3) },
        ];

        public List<Event> Round(DateTimeOffset now)
        {
            var events = new List<Event>(RowsOfRound);
            for (var i = 0; i < 2; i++)
            {
                var entry = Report(events, One, [Three3[0]], now);
                events.Add(new EntryConfirmed { Entry = entry, For = Three3[0], Complete = true, At = now });
            }
            var shared = Report(events, Three, Three3, now);
            for (var i = 0; i < 3; i++)
                events.Add(new EntryConfirmed { Entry = shared, For = Three3[i], Complete = i == 2, At = now });
            events.Add(new EntrySentBack { Entry = Report(events, One, [Three3[0]], now), Note = "the month is missing", At = now });
            return events;
        }

        private string Report(List<Event> events, string commitment, ValueList<string> toConfirm, DateTimeOffset now)
        {
            var entry = $"e-{number:x5}{_entries:x11}";
            events.Add(new EntryReported
            {
                Entry = entry,
                Commitment = commitment,
                Amount = new() { Value = (_entries % 9) + 1, Unit = "person" },
                Occurred = new() { From = Month(now), To = Month(now) },
                Beneficiaries = toConfirm,
                ToConfirm = toConfirm,
                By = new() { User = "recorder", Agency = "vn-db-office", Body = "vn-db", Side = Side.Vn },
                Meaning = "as counted at the end of the month",
                At = now,
            });
            _entries++;
            return entry;
        }

        private static PartialDate Month(DateTimeOffset now) => new() { Year = (short)now.Year, Month = (byte)now.Month };

        private static Commitment Commitment(string id, ValueList<string> beneficiaries) => new()
        {
            Id = id,
            Title = new() { Vi = "Học bổng", En = "Scholarships" },
            Givers = ["vn-db"],
            Beneficiaries = beneficiaries,
            Areas = ["education"],
            Basis = new() { Kind = BasisKind.Practice },
            Indicator = id,
            Measure = Measure.Sum,
            Unit = "person",
            Cadence = Cadence.Yearly,
            Targets = [.. Enumerable.Range(2023, 3).Select(year => new Target
            {
                Period = Window.Year(year),
                Amount = new() { Value = 100, Unit = "person" },
            })],
            State = CommitmentState.Active,
            Revision = 1,
        };
    }
}
