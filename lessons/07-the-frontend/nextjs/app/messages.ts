// Every text of this app. "Çok fazla istek" is the guide's.
export type Language = 'en' | 'tr'
export const languages: Language[] = ['en', 'tr']

export type Messages = typeof en

const en = {
  title: 'A joke, please',
  description: 'The guide’s frontend in Next.js, in front of the workbook’s rate limiter.',
  lead: 'The guide’s frontend in Next.js. Each click asks the workbook’s Express server for a joke.',
  ask: 'Tell me a joke',
  tooMany: 'Too many requests',
  unavailable: 'The server cannot count at the moment',
  failed: 'No answer came. Is the workbook still running?',
  tryAgain: 'Try again in {seconds} s',
  again: 'You can ask again.',
  used: '{used} of {limit} used',
  nothingYet: 'Nothing counted yet',
  elsewhere: 'When the server asks instead of the browser',
  workbook: 'Back to the lesson',
  server: {
    title: 'Asked by the server',
    lead: 'Here the browser does not ask for the joke: the server of Next.js does. So whose address is counted?',
    component: 'Server component, drawn with this page',
    action: 'Server action, when you press',
    naive: 'Plain fetch',
    handedOn: 'Hands your address on',
    countedAs: 'Counted as {address}: {outcome}',
    allowed: 'a joke',
    refused: 'refused for {seconds} s',
    failed: 'no answer',
    yours: 'Your address is {address}.',
    note: 'On your own machine all of these are one address, because you and Next.js share it. On a real server the plain fetch counts all visitors as one.',
    back: 'Back to the button',
  },
}

const tr: Messages = {
  title: 'Bir şaka, lütfen',
  description: 'Rehberin Next.js arayüzü, çalışma kitabının hız sınırlayıcısının önünde.',
  lead: 'Rehberin Next.js arayüzü. Her tıklama, çalışma kitabının Express sunucusundan bir şaka ister.',
  ask: 'Bana bir şaka anlat',
  tooMany: 'Çok fazla istek',
  unavailable: 'Sunucu şu anda sayamıyor',
  failed: 'Yanıt gelmedi. Çalışma kitabı hâlâ çalışıyor mu?',
  tryAgain: '{seconds} sn sonra yeniden dene',
  again: 'Yeniden sorabilirsin.',
  used: '{limit} isteğin {used} tanesi kullanıldı',
  nothingYet: 'Henüz hiçbir istek sayılmadı',
  elsewhere: 'Tarayıcı yerine sunucu sorduğunda',
  workbook: 'Derse dön',
  server: {
    title: 'Sunucu soruyor',
    lead: 'Burada şakayı tarayıcı değil, Next.js’in sunucusu ister. Peki kimin adresi sayılır?',
    component: 'Sunucu bileşeni, bu sayfayla birlikte çizilir',
    action: 'Sunucu eylemi, düğmeye basınca',
    naive: 'Düz fetch',
    handedOn: 'Adresini iletir',
    countedAs: '{address} olarak sayıldı: {outcome}',
    allowed: 'bir şaka',
    refused: '{seconds} sn için reddedildi',
    failed: 'yanıt yok',
    yours: 'Senin adresin {address}.',
    note: 'Kendi makinende bunların hepsi tek adrestir, çünkü Next.js ile aynı makinedesin. Gerçek bir sunucuda düz fetch bütün ziyaretçileri tek kişi sayar.',
    back: 'Düğmeye dön',
  },
}

export const messages: Record<Language, Messages> = { en, tr }

/** Puts values in the place of `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
