namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>What all pages have in common.</summary>
internal static class PageLayout
{
    /// <summary>A whole page.</summary>
    /// <param name="title">The title and first heading.</param>
    /// <param name="content">What follows the heading.</param>
    /// <param name="footer">The small print.</param>
    public static Html Of(string title, Html content, string footer) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title} · Inventory</title>
        <style>{Html.Literal(PageStyle.Css)}</style>
        </head>
        <body>
        <header><p class="brand">Inventory <span>· purchase orders</span></p></header>
        <main>
        <h1>{title}</h1>
        {content}
        </main>
        <footer><p>{footer}</p></footer>
        </body>
        </html>
        """);
}
