using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Agreements;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Cases;
using CoopGrains.Gateway.Changes;
using CoopGrains.Gateway.Commitments;
using CoopGrains.Gateway.Conflicts;
using CoopGrains.Gateway.Documents;
using CoopGrains.Gateway.Files;
using CoopGrains.Gateway.History;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Operations;
using CoopGrains.Gateway.Operations.Pages;
using CoopGrains.Gateway.Pages;
using CoopGrains.Gateway.Programs;
using CoopGrains.Gateway.Provinces;
using CoopGrains.Gateway.Public;
using CoopGrains.Gateway.Reference;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Documents;
using CoopGrains.Hosting.History;
using CoopGrains.Hosting.Ids;
using CoopGrains.Hosting.KeyRing;
using CoopGrains.Network;

namespace CoopGrains.Gateway;

/// <summary>Puts the parts of the gateway together.</summary>
internal static class Gateway
{
    public static void AddGateway(this IServiceCollection services, CoopOptions options, IHostEnvironment environment)
    {
        services.AddIdentities(options, environment);
        services.AddSingleton<VisibleBooks>().AddSingleton<Spelling>()
            .AddSingleton<References>().AddSingleton<OtherBooks>();
        services.AddSingleton<DocumentKeeper>().AddSingleton<DocumentFiles>();
        services.AddSingleton<BookGrains>().AddSingleton<BookReads>().AddSingleton<BookWrites>().AddSingleton<ConfirmMany>();
        services.AddSingleton<BookPatience>();
        services.AddSingleton<NewBookIds>().AddSingleton<BookHistory>().AddSingleton<AccessLog>().AddSingleton<RestrictedReads>().AddSingleton<AccessReads>().AddSingleton<HistoryReads>();
        services.AddSharedKeyRing(options.KeyRing.SecretIn(options.KeysFolder));
        services.AddSingleton<Cursors>();
        services.AddSingleton<Paging>();
        services.AddSingleton<JournalEvents>().AddSingleton<StreamPlaces>().AddSingleton<ChangeFanOut>().AddSingleton<ChangeStreams>();
        services.AddSingleton<NetworkReads>().AddSingleton<TwinningReads>().AddSingleton<TalksReads>().AddSingleton<ConflictReads>().AddSingleton<CaseReads>();
        services.AddSingleton<PublicReads>().AddSingleton<ExportFiles>().AddSingleton<Imports>().AddSingleton<ImportFiles>();
        services.AddPages();
        services.AddOpsPages();
        services.AddRequestLimit();
        services.AddSingleton<GatewayMetrics>();
        services.AddDrain(options);
        ApiDocument.Add(services);
    }

    public static void UseGateway(this WebApplication app)
    {
        // The framework would look for who is signed in before anything else of ours, for each request, and by every scheme: we do, below.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseMiddleware<SafetyHeaders>();
        app.UseMiddleware<Faults>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<Identification>();
        app.UseMiddleware<FairShare>();
        app.UseMiddleware<PageReplies>();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.MapHealth(app.Services.GetRequiredService<INetworkView>());
        app.MapMetrics();
        app.MapOpsPages();
        app.MapReference();
        app.MapPages();

        var v1 = app.MapGroup("/v1");
        var network = app.Services.GetRequiredService<NetworkReads>();
        var (reads, writes) = (app.Services.GetRequiredService<BookReads>(), app.Services.GetRequiredService<BookWrites>());
        var provinces = v1.MapGroup("/provinces").WithTags("Provinces");
        provinces.MapProvinceReads(reads, network);
        provinces.MapProvinceWrites(writes);
        v1.MapRegisterReads(network);
        provinces.MapRegisterWrites(writes);
        v1.MapOccasions(writes, network);
        var agreements = v1.MapGroup("/agreements").WithTags("Agreements");
        agreements.MapAgreementReads(reads, network);
        agreements.MapAgreementWrites(writes);
        agreements.MapTerms(writes, network);
        agreements.MapAmendments(writes, reads, app.Services.GetRequiredService<BookHistory>());
        agreements.MapTalks(writes, app.Services.GetRequiredService<TalksReads>());
        v1.MapCalendar(app.Services.GetRequiredService<TalksReads>());
        var programs = v1.MapGroup("/programs").WithTags("Programs");
        programs.MapProgramReads(reads, network);
        programs.MapProgramWrites(writes);
        programs.MapTwinnings(writes, app.Services.GetRequiredService<TwinningReads>());
        MapBook(v1.MapGroup("/provinces"), BookKind.Province, app.Services);
        MapBook(v1.MapGroup("/agreements"), BookKind.Agreement, app.Services);
        MapBook(v1.MapGroup("/programs"), BookKind.Program, app.Services);
        agreements.MapCases(BookKind.Agreement, writes, app.Services.GetRequiredService<CaseReads>());
        programs.MapCases(BookKind.Program, writes, app.Services.GetRequiredService<CaseReads>());
        v1.MapAccess(writes, app.Services.GetRequiredService<AccessReads>());
        ConfirmMany.Map(v1, app.Services.GetRequiredService<ConfirmMany>());
        v1.MapLocks(network);
        v1.MapConflicts(app.Services.GetRequiredService<ConflictReads>());
        v1.MapDocuments(app.Services.GetRequiredService<DocumentFiles>());
        foreach (var (group, kind) in ((RouteGroupBuilder, BookKind)[])[(agreements, BookKind.Agreement), (programs, BookKind.Program),
            (provinces, BookKind.Province)])
            group.MapAttachments(kind, writes, network, app.Services.GetRequiredService<Paging>());
        v1.MapExports(app.Services.GetRequiredService<ExportFiles>());
        v1.MapImports(app.Services.GetRequiredService<ImportFiles>());
        v1.MapNetwork(network);
        v1.MapWorklist(network);
        if (app.Services.GetRequiredService<CoopOptions>().PublicReads)
            v1.MapPublic(app.Services.GetRequiredService<PublicReads>());
        app.MapIdentities(v1);
        v1.MapChanges(app.Services.GetRequiredService<ChangeStreams>());
        v1.MapOperations(app.Services.GetRequiredService<ICourier>(), app.Services.GetRequiredService<IDueDates>());
        v1.MapBenchmark(app.Configuration, app.Environment);
    }

    // What every kind of book has.
    private static void MapBook(RouteGroupBuilder book, BookKind kind, IServiceProvider services)
    {
        var commitments = book.MapGroup("").WithTags("Commitments");
        commitments.MapCommitmentReads(kind, services.GetRequiredService<BookReads>());
        commitments.MapCommitmentWrites(kind, services.GetRequiredService<BookWrites>());
        commitments.MapEntryReads(kind, services.GetRequiredService<NetworkReads>());
        commitments.MapEntryWrites(kind, services.GetRequiredService<BookWrites>());
        commitments.MapSettlements(kind, services.GetRequiredService<BookWrites>());
        commitments.MapLockWrites(kind, services.GetRequiredService<BookWrites>());
        book.MapConflicts(kind, services.GetRequiredService<BookWrites>(), services.GetRequiredService<ConflictReads>());
        book.MapHistory(kind, services.GetRequiredService<HistoryReads>());
    }
}
