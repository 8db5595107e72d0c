using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Grains;
using CoopGrains.Hosting;
using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using TestKit;

namespace Grains.Tests.Books;

/// <summary>A process that serves books: the real wiring, runtime and SQLite store, with time and faults in the test's hand.</summary>
internal sealed class BookSite
{
    private readonly string _folder;
    private readonly BookOptions _options;
    private readonly bool _ownsBooks;
    private IHost _host = null!;

    private BookSite(string folder, FakeClock clock, BookOptions options, bool ownsBooks) =>
        (_folder, Clock, _options, _ownsBooks) = (folder, clock, options, ownsBooks);

    internal FakeClock Clock { get; }

    internal FaultyStore Store { get; private set; } = null!;

    internal string StorePath => Path.Combine(_folder, "coop.db");

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    internal static async Task<BookSite> StartAsync(string folder, BookOptions? options = null, bool ownsBooks = true)
    {
        var site = new BookSite(folder, new FakeClock(), options ?? new(), ownsBooks);
        await site.StartAsync();
        return site;
    }

    internal IProgramGrain Program(BookKey book) => Grains.GetGrain<IProgramGrain>(book.ToString());

    internal IAgreementGrain Agreement(BookKey book) => Grains.GetGrain<IAgreementGrain>(book.ToString());

    internal IProvinceGrain Province(BookKey book) => Grains.GetGrain<IProvinceGrain>(book.ToString());

    internal Task DeactivateAsync(BookKey book) => TestRuntime.DeactivateAsync(_host.Services, IdOf(book));

    /// <summary>Ends when every call sent to the program before has had its first turn.</summary>
    internal Task TurnsAsync(BookKey program) => Program(program).ReadAsync(new() { Actor = Actor.System });

    internal Task StopAsync() => _host.StopAsync();

    /// <summary>Stops gracefully and starts again on the same store.</summary>
    internal async Task RestartAsync()
    {
        await CloseAsync();
        await StartAsync();
    }

    /// <summary>Starts again after <see cref="CloseAsync"/>.</summary>
    internal Task ReopenAsync() => StartAsync();

    internal async Task CloseAsync()
    {
        await _host.StopAsync();
        // The store is made outside the container's sight, so it is closed after everything that uses it.
        await ((IAsyncDisposable)_host).DisposeAsync();
        await Store.DisposeAsync();
    }

    /// <summary>The book as its grain answers to the system.</summary>
    internal async Task<object?> ViewAsync(BookKey book)
    {
        var reader = new Reader { Actor = Actor.System };
        return book.Kind switch
        {
            BookKind.Program => await Program(book).ReadAsync(reader),
            BookKind.Agreement => await Agreement(book).ReadAsync(reader),
            _ => await Province(book).ReadAsync(reader),
        };
    }

    /// <summary>The same view made from nothing but the book's history.</summary>
    internal async Task<object?> FoldedViewAsync(BookKey book)
    {
        var events = await HistoryAsync(book);
        var today = CivilTime.DateOf(Clock.GetUtcNow());
        return book.Kind switch
        {
            BookKind.Program => ProgramBook.View(Fold<ProgramBook>(events), book, events.Count, today),
            BookKind.Agreement => AgreementBook.View(Fold<AgreementBook>(events), book, events.Count, today),
            _ => ProvinceBook.View(Fold<ProvinceBook>(events), book, events.Count, today, Actor.System),
        };
    }

    /// <summary>The program's state, folded from its history.</summary>
    internal async Task<ProgramBook> FoldAsync(BookKey program) => Fold<ProgramBook>(await HistoryAsync(program));

    internal Task<IReadOnlyList<JournalRow>> HistoryAsync(BookKey book) =>
        Store.Inner.HistoryAsync(book.ToString(), 1, int.MaxValue, default);

    /// <summary>Every book: its view, that of a fresh activation, and that of its history are the same.</summary>
    internal async Task AssertReloadsAsync()
    {
        var rows = await Store.Inner.TailAsync(0, int.MaxValue, default);
        foreach (var book in rows.Select(row => BookKey.Parse(row.BookKey)).Distinct())
        {
            var before = await ViewAsync(book);
            await DeactivateAsync(book);
            Assert.Equal(before, await ViewAsync(book));
            Assert.Equal(await FoldedViewAsync(book), before);
        }
    }

    private static GrainId IdOf(BookKey book) => GrainId.Create(
        book.Kind switch
        {
            BookKind.Program => WireNames.ProgramBook,
            BookKind.Agreement => WireNames.AgreementBook,
            _ => WireNames.ProvinceBook,
        },
        book.ToString());

    private static TState Fold<TState>(IEnumerable<JournalRow> rows)
        where TState : class, IBookState<TState> =>
        rows.Aggregate(TState.Empty, (state, row) => TState.Evolve(state, EventCatalog.Read(row.Kind, row.Text)));

    private async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Coop:Data"] = _folder });
        builder.AddCoopGrains();
        Store = new(await SqliteBookStore.OpenAsync(new() { Path = StorePath }, Clock, NullLogger<SqliteBookStore>.Instance));
        builder.Services.AddSingleton<IBookStore>(Store);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(services =>
            new BookServices(services.GetRequiredService<IBookJournal>(), Clock, _options, _ownsBooks, NullLogger<BookServices>.Instance));
        _host = builder.Build();
        await _host.StartAsync();
    }
}
