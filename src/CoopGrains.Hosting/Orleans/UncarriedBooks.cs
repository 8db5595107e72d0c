using CoopGrains.Grains;
using Orleans.Runtime;

namespace CoopGrains.Hosting;

/// <summary>Makes the documents of books, and lets none of them go along when a book migrates.</summary>
/// <remarks>
/// Who asks a grain to migrate does not ask whether it is immovable. Orleans would then carry the document of the last read or write:
/// no book could be folded from it.
/// </remarks>
internal sealed class UncarriedBooks : IPersistentStateFactory
{
    private readonly PersistentStateFactory _orleans = new();

    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration configuration)
    {
        var state = _orleans.Create<TState>(context, configuration);
        if (state is IPersistentState<BookDocument> and IGrainMigrationParticipant participant)
            context.ObservableLifecycle.RemoveMigrationParticipant(participant);
        return state;
    }
}
