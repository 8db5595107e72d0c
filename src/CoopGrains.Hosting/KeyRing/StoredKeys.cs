using System.Xml.Linq;
using CoopGrains.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>Keeps the site's keys in its store, where all its processes find them and every backup has them.</summary>
internal sealed class StoredKeys(ISiteItems items) : IXmlRepository
{
    /// <summary>What keys, and what revokes them, are among the shared items.</summary>
    public const string Kind = "key";

    // Data protection asks without waiting in mind; the store's work is done on threads of its own.
    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        .. Task.Run(() => items.ItemsAsync(Kind, CancellationToken.None)).GetAwaiter().GetResult().Select(item => XElement.Parse(item.Body)),
    ];

    public void StoreElement(XElement element, string friendlyName)
    {
        var item = new SiteItem(Kind, friendlyName, element.ToString(SaveOptions.DisableFormatting), SiteItem.NoEnd);
        Task.Run(() => items.AddItemAsync(item, CancellationToken.None)).GetAwaiter().GetResult();
    }
}
