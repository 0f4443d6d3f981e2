using InventoryFunctions.Testing;
using Microsoft.Playwright;

namespace InventoryFunctions.Browser.Tests;

/// <summary>One Chromium for all tests of this assembly, started by the first that needs it. Each test has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(StartAsync);

    private IBrowser? _browser;

    public async Task InitializeAsync() => _browser = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>An empty page of a browser that knows nobody. Whatever it waits for, it waits for as long as other tests do.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions options)
    {
        IBrowserContext context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout((float)Eventually.DefaultDeadline.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    private static async Task<IBrowser> StartAsync()
    {
        // Five seconds by default, which a busy build machine may need for a page.
        Assertions.SetDefaultExpectTimeout((float)Eventually.DefaultDeadline.TotalMilliseconds);
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await ChromiumInstallation.EnsureAsync(() => playwright.Chromium.ExecutablePath),
            Timeout = 120_000,
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            browser.CloseAsync().Wait(TimeSpan.FromSeconds(10));
            playwright.Dispose();
        };
        return browser;
    }
}
