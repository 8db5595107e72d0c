using CoopGrains.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Books that begin under or after an agreement whose own book cannot be read any more.</summary>
public sealed class BeginningTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TermsFail _terms = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_repeated_beginning_is_answered_though_what_it_names_cannot_be_read()
    {
        await using var host = await NetworkHost.StartAsync(
            _folder.Path, services => services.AddSingleton<IIncomingGrainCallFilter>(_terms));
        await host.LoadAsync();
        var program = host.Grains.GetGrain<IProgramGrain>("program/under");
        var agreement = host.Grains.GetGrain<IAgreementGrain>("agreement/after");
        var (opens, drafts) = (host.By(SmallNetwork.Db), host.By(SmallNetwork.Lpb));
        var open = new OpenProgram
        {
            Id = "under",
            Title = new() { En = "under" },
            Agreement = SmallNetwork.Agreement,
            Parties = ["vn-db", "la-lpb"],
        };
        var draft = new DraftAgreement
        {
            Id = "after",
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "after" } },
            Predecessor = SmallNetwork.Agreement,
            Parent = SmallNetwork.Agreement,
        };
        NetworkHost.Accepted(await program.OpenAsync(opens, open));
        NetworkHost.Accepted(await agreement.DraftAsync(drafts, draft));

        _terms.Damaged = true;
        Assert.True(NetworkHost.Accepted(await program.OpenAsync(opens, open)).Replayed);
        Assert.True(NetworkHost.Accepted(await agreement.DraftAsync(drafts, draft)).Replayed);
        var reused = opens with { Operation = opens.Operation with { Fingerprint = "other content" } };
        Assert.Equal(RefusalCodes.OperationIdReused, Assert.IsType<Outcome.Refused>(await program.OpenAsync(reused, open)).Code);
        await Assert.ThrowsAsync<BookDamagedException>(() => host.OpenAsync(BookKey.Program("new"), SmallNetwork.Agreement));
        await Assert.ThrowsAsync<BookDamagedException>(() => host.RegisterAsync(BookKey.Agreement("new"), 2030, SmallNetwork.Agreement));
    }

    private sealed class TermsFail : IIncomingGrainCallFilter
    {
        public bool Damaged { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            Damaged && context.ImplementationMethod.Name == nameof(IAgreementGrain.ReadTermsAsync)
                ? throw new BookDamagedException("the agreement cannot be read", null)
                : context.Invoke();
    }
}
