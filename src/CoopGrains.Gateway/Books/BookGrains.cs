using CoopGrains.Contracts;
using Orleans;

namespace CoopGrains.Gateway.Books;

/// <summary>Finds the grain of a book.</summary>
internal sealed class BookGrains(IGrainFactory grains)
{
    /// <summary>The grain of a book as one of its interfaces.</summary>
    public TGrain Of<TGrain>(BookKey book)
        where TGrain : IGrainWithStringKey =>
        typeof(TGrain) == typeof(ICommitmentsGrain) || typeof(TGrain) == typeof(ICasesGrain)
            || typeof(TGrain) == typeof(IAccessGrain)
            ? (TGrain)Commitments(book)
            : grains.GetGrain<TGrain>(book.ToString());

    /// <summary>The commitments of a book of any kind.</summary>
    public ICommitmentsGrain Commitments(BookKey book) => book.Kind switch
    {
        BookKind.Province => grains.GetGrain<IProvinceGrain>(book.ToString()),
        BookKind.Agreement => grains.GetGrain<IAgreementGrain>(book.ToString()),
        _ => grains.GetGrain<IProgramGrain>(book.ToString()),
    };
}
