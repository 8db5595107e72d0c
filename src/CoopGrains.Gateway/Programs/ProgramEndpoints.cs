using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;

namespace CoopGrains.Gateway.Programs;

/// <summary>Programs: opened, set aside, closed.</summary>
internal static class ProgramEndpoints
{
    public static void MapProgramReads(this RouteGroupBuilder programs, BookReads books, NetworkReads network)
    {
        programs.Get("/", async http =>
        {
            Query.Only(http.Request, "q", "agreement", "area", "party", "state", "asOf", "limit", "cursor");
            var filter = new ProgramFilter
            {
                Words = Query.Text(http.Request, "q"),
                Agreement = Query.Book(http.Request, "agreement", BookKind.Agreement),
                Area = Query.Text(http.Request, "area"),
                Party = await network.PartyAsync(http.Request),
                State = Query.Named<ProgramState>(http.Request, "state"),
            };
            await network.ListAsync(
                http, (reading, reader, page) => reading.Programs(filter, reader, network.DayAsked(http), page.After, page.Limit));
        }).Aggregates<ListPage<ProgramSummary>>("Programs", "q", "agreement", "area", "party", "state", "asOf", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(ProgramState)));

        programs.MapGet("/{id}", (string id, HttpContext http) =>
            books.ReadAsync<IProgramGrain, ProgramView>(http, BookKind.Program, id, (book, reader) => book.ReadAsync(reader)))
            .ReadsBook<ProgramView>("A program as its book has it");
    }

    public static void MapProgramWrites(this RouteGroupBuilder programs, BookWrites books)
    {
        programs.Post("/", http => books.CreateAsync<IProgramGrain, OpenProgram>(
            http, BookKind.Program, command => (command.Id, command.Restricted),
            (book, caller, command) => book.OpenAsync(caller, command)))
            .Creates<OpenProgram>(Roles.Coordinator, "Opens a program");

        Change<SuspendProgram>("suspension", "Sets a program aside for a time", (book, by, command) => book.SuspendAsync(by, command));
        Change<ResumeProgram>("resumption", "Takes a suspended program up again, or opens a closed one", (book, by, command) => book.ResumeAsync(by, command));
        Change<CloseProgram>("closure", "Closes a program until it is resumed", (book, by, command) => book.CloseAsync(by, command));

        void Change<TCommand>(string path, string summary, Func<IProgramGrain, Caller, TCommand, Task<Outcome>> ask)
            where TCommand : Command => programs.MapChange(books, BookKind.Program, path, summary, ask);
    }
}
