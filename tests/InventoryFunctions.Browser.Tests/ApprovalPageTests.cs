using System.Text.Json;
using InventoryFunctions.Testing;
using Microsoft.Playwright;

namespace InventoryFunctions.Browser.Tests;

/// <summary>A person with a phone decides purchase orders in a browser that runs no scripts, from the order that could not be served to the stock.</summary>
[Trait("Parity", "B5")]
[Trait("Parity", "B6")]
[Trait("Parity", "D6")]
public sealed class ApprovalPageTests(AzuriteFixture azurite, Chromium chromium) : IClassFixture<AzuriteFixture>, IClassFixture<Chromium>
{
    private static readonly BrowserNewContextOptions Phone = new()
    {
        JavaScriptEnabled = false,
        ViewportSize = new ViewportSize { Width = 360, Height = 740 },
        HasTouch = true,
        IsMobile = true,
    };

    [Fact]
    public async Task Approve_OnThePhone_PutsThePiecesIntoTheStockAndCantBeDoneTwice()
    {
        await using Shop shop = await Shop.StartAsync(azurite);
        await shop.OrderAsync("o-1", 12);
        string link = await shop.ApprovalLinkAsync();
        IPage page = await chromium.NewPageAsync(Phone);

        // Opened twice: nothing happens.
        await page.GotoAsync(link);
        await page.GotoAsync(link);
        Assert.Equal("PendingApproval", (await shop.PurchaseOrderAsync()).GetProperty("status").GetString());

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"Buy {Shop.ProductName}?");
        await AssertFitsAsync(page);
        await page.GetByLabel("Comment").FillAsync("Go ahead.\nBy Friday, please.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve 22 pieces" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Your decision is recorded.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("blockquote")).ToContainTextAsync("By Friday, please.");
        await AssertFitsAsync(page);
        await Eventually.HoldsAsync(async () => (await shop.ItemAsync()).GetProperty("stock").GetInt32() == 32, "the pieces are in the stock");
        Assert.Equal("IN STOCK", (await shop.ItemAsync()).GetProperty("status").GetString());
        JsonElement order = await shop.PurchaseOrderAsync();
        Assert.Equal(("Approved", "administrator"), (order.GetProperty("status").GetString(), order.GetProperty("decidedBy").GetString()));

        await page.GotoAsync(link);
        await Assertions.Expect(page.GetByText("was approved by administrator")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Reject_OnThePhone_BuysNothing()
    {
        await using Shop shop = await Shop.StartAsync(azurite);
        await shop.OrderAsync("o-1", 12);
        IPage page = await chromium.NewPageAsync(Phone);

        await page.GotoAsync(await shop.ApprovalLinkAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();

        await Assertions.Expect(page.GetByText("was rejected by administrator")).ToBeVisibleAsync();
        Assert.Equal("Rejected", (await shop.PurchaseOrderAsync()).GetProperty("status").GetString());
        Assert.Equal(10, (await shop.ItemAsync()).GetProperty("stock").GetInt32());
    }

    [Fact]
    public async Task Approve_AfterMoreWasOrdered_AsksAgainForTheNewQuantity()
    {
        await using Shop shop = await Shop.StartAsync(azurite);
        await shop.OrderAsync("o-1", 12);
        IPage page = await chromium.NewPageAsync(Phone);
        await page.GotoAsync(await shop.ApprovalLinkAsync());

        await shop.OrderAsync("o-2", 30);
        await Eventually.HoldsAsync(async () => (await shop.PurchaseOrderAsync()).GetProperty("quantity").GetInt32() == 52, "the second order is added");
        await page.GetByLabel("Comment").FillAsync("fine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve 22 pieces" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the quantity is 52 now");
        await Assertions.Expect(page.GetByLabel("Comment")).ToHaveValueAsync("fine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve 52 pieces" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The purchase order of 52 pieces was approved")).ToBeVisibleAsync();
    }

    // Nothing to be moved sideways, and buttons that a thumb hits (WCAG 2.2, 2.5.8 asks for 24 pixels).
    private static async Task AssertFitsAsync(IPage page)
    {
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        foreach (ILocator button in await page.GetByRole(AriaRole.Button).AllAsync())
        {
            LocatorBoundingBoxResult box = (await button.BoundingBoxAsync())!;
            Assert.True(box is { X: >= 0, Height: >= 44 } && box.X + box.Width <= 360, $"{box.X} {box.Width} {box.Height}");
        }
    }
}
