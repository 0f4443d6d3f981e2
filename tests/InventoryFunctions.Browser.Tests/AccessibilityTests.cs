using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using InventoryFunctions.Testing;
using Microsoft.Playwright;

namespace InventoryFunctions.Browser.Tests;

/// <summary>All pages by axe's rules, in light and in dark colours, on a phone and on a desk.</summary>
[Trait("Parity", "B6")]
public sealed class AccessibilityTests(AzuriteFixture azurite, Chromium chromium) : IClassFixture<AzuriteFixture>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task Pages_OfEveryKind_BreakNoRuleOfAxe(ColorScheme colors, int width)
    {
        await using Shop shop = await Shop.StartAsync(azurite);
        await shop.OrderAsync("o-1", 12);
        string link = await shop.ApprovalLinkAsync();

        // Axe is a script; the pages let none in but past their policy.
        IPage page = await chromium.NewPageAsync(new BrowserNewContextOptions
        {
            BypassCSP = true,
            ColorScheme = colors,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });

        // Once the order is decided, it shows by whom.
        await page.GotoAsync(await shop.ExpiredLinkAsync());
        await AssertSoundAsync(page, "This link has expired");

        await page.GotoAsync(link);
        await AssertSoundAsync(page, "Buy");

        await shop.OrderAsync("o-2", 30);
        await Eventually.HoldsAsync(async () => (await shop.PurchaseOrderAsync()).GetProperty("quantity").GetInt32() == 52, "the second order is added");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await AssertSoundAsync(page, "Buy");
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).CountAsync());

        await page.GetByLabel("Comment").FillAsync("Go ahead.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await AssertSoundAsync(page, "Television <55\"> & remote control: approved");

        await page.GotoAsync(link[..^1]);
        await AssertSoundAsync(page, "This link is not valid");
    }

    private static async Task AssertSoundAsync(IPage page, string heading)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(heading);
        AxeResult result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}")));
    }
}
